/** Finds the CI system that we are in; each has one file beside this one. */
import { azure } from "./azure.ts";
import { bitbucket } from "./bitbucket.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import type { CiSystem, Env } from "./system.ts";

/** For everything else: plain text. */
export const plain: CiSystem = {
  name: "this system",
  detect: () => true,
  colour: false,
  pullRequest: () => undefined,
  group: (title, lines) => [title, ...lines],
  annotate: () => [],
  outputs: () => ({}),
};

const SYSTEMS = [github, gitlab, azure, bitbucket, plain];

/** The CI system that the environment tells of. */
export function detectCi(env: Env): CiSystem {
  return SYSTEMS.find((system) => system.detect(env)) ?? plain;
}
