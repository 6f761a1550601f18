import { assertEquals } from "@std/assert";
import {
  choosePullRequestOption,
  compareRepositories,
  normalizeRepository,
  parseCommit,
  parseId,
} from "./pull_request_parts.ts";

Deno.test("normalizeRepository() takes host, owner and name from an address of any scheme", () => {
  const addresses = [
    "https://github.com/acme/shop",
    "https://github.com/acme/shop.git",
    "https://github.com/acme/shop/",
    "https://token@github.com/acme/shop.git",
    "git://github.com/acme/shop.git",
    "git@github.com:acme/shop.git",
    "ssh://git@github.com/acme/shop.git",
    "ssh://git@github.com:22/Acme/Shop",
  ];
  for (const address of addresses) {
    assertEquals(normalizeRepository(address), "github.com/acme/shop", address);
  }
  for (const address of ["", "shop", "https://", undefined]) {
    assertEquals(normalizeRepository(address), undefined);
  }
});

Deno.test("compareRepositories() takes half of an answer for none", () => {
  assertEquals(compareRepositories("a/b", "a/b"), "own");
  assertEquals(compareRepositories("c/b", "a/b"), "fork");
  assertEquals(compareRepositories(undefined, "a/b"), "unknown");
  assertEquals(compareRepositories("a/b", ""), "unknown");
  assertEquals(compareRepositories(undefined, undefined), "unstated");
});

Deno.test("parseId() takes nothing but digits for a number", () => {
  for (
    const odd of ["7.5", "0x7", "-7", "0", "", "1e3", [7], true, null, 1e300]
  ) {
    assertEquals(parseId(odd), undefined);
  }
  assertEquals([parseId("7"), parseId(7)], [7, 7]);
});

Deno.test("parseCommit() takes only full commits", () => {
  const sha1 = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
  const sha256 = "8d1ef1b2".repeat(8);
  assertEquals([parseCommit(sha1), parseCommit(sha256)], [sha1, sha256]);
  for (const odd of ["HEAD", "8d1ef1b", "", `${sha1}0`, undefined]) {
    assertEquals(parseCommit(odd), undefined);
  }
});

Deno.test("choosePullRequestOption() tells the Git host by an address or a provider's name", () => {
  assertEquals(
    choosePullRequestOption("github_enterprise"),
    "githubPullRequestId",
  );
  assertEquals(
    choosePullRequestOption("https://git.example.com/a/-/merge_requests/7"),
    "gitlabMergeRequestId",
  );
  assertEquals(choosePullRequestOption("TfsGit"), "azurePullRequestId");
  assertEquals(choosePullRequestOption("bitbucket"), "nonNativePullRequestId");
});
