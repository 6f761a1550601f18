import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import type {
  FakeDbtCloudOptions,
  Fault,
} from "../../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  dbtRun,
  KEY,
  MINUTE,
  refusal,
} from "../../testing/harness.ts";

const messages: [
  what: string,
  options: FakeDbtCloudOptions,
  message: RegExp,
][] = [
  [
    "a wrong key, or a right one in the wrong region",
    { apiKey: "another" },
    /answered 401 "Invalid token"\. Check the access URL \(DBT_URL;.*another region/,
  ],
  [
    "a key without access to the account",
    { accountId: 9 },
    /answered 403 "Access denied: Token is not scoped to account"\. Check that the key belongs .* IP restrictions/,
  ],
  [
    "a job that is not there, or that the key may not see",
    { jobs: {} },
    /answered 404 "The requested resource was not found\. .*"\. Check the id, and the key's permissions: Job Runner/,
  ],
  [
    "an id of too many digits",
    {
      faults: {
        trigger: [{
          status: 400,
          body: '{"detail": "No such id:", "data": {"id": 9007199254740993}}',
        }],
      },
    },
    /"No such id: id: 9007199254740993"/,
  ],
  [
    "a field that the job rejects",
    {
      faults: {
        trigger: [{
          status: 400,
          body: {
            status: { user_message: "The request was invalid." },
            data: { git_branch: "No such branch", cause: ["Too dull"] },
          },
        }],
      },
    },
    /answered 400 "The request was invalid\. git_branch: No such branch; cause: \["Too dull"\]"\. Correct that field/,
  ],
  [
    "a refusal that names no field, as for a job that is deactivated",
    { faults: { trigger: [refusal(400, "The job is deactivated")] } },
    /answered 400 "The job is deactivated"\. Look at the job's page in dbt Cloud: the job may be deactivated$/,
  ],
  [
    "a proxy's HTML page",
    {
      faults: {
        trigger: [{
          status: 407,
          body: "<!doctype html><html><title>Proxy\nsays no</title></html>",
        }],
      },
    },
    /answered 407 with an HTML page: Proxy says no\. This is not dbt Cloud's API: check DBT_URL, and the proxy/,
  ],
  [
    "a redirect",
    {
      faults: {
        trigger: [{
          status: 301,
          headers: { location: "https://ab123.us1.dbt.com/api/v2/" },
        }],
      },
    },
    /answered 301 with a redirect to https:\/\/ab123\.us1\.dbt\.com\. Put that address into DBT_URL/,
  ],
  [
    "a connection that is refused",
    { faults: { trigger: Array(99).fill({ answer: "refused" }) } },
    /https:\/\/cloud\.getdbt\.com gave no answer: tcp connect error: Connection refused\. Check the access URL \(DBT_URL\) and the network/,
  ],
  [
    "a server that echoes the key",
    { faults: { trigger: [{ status: 400, body: `No: Token ${KEY}` }] } },
    /answered 400 No: Token \*\*\*/,
  ],
  [
    "a key that loses its rights during the run",
    {
      running: MINUTE,
      faults: {
        retrieve: [
          null,
          ...Array(2).fill({ status: 401, body: { detail: "Invalid." } }),
        ] as Fault[],
      },
    },
    /Cannot get run \d+: dbt Cloud answered 401 "Invalid"\. The run may still be running: .* Check the access URL/,
  ],
];

for (const [what, options, message] of messages) {
  Deno.test(`dbt-run says what to do about ${what}`, async () => {
    const { code, stderr } = await dbtRun(options);
    assertEquals(code, 3);
    assertMatch(stderr.join("\n"), message);
    assert(!/\n\s+at /.test(stderr.join("\n")), "a stack trace");
  });
}

const connections: Record<string, [reason: string, advice: string]> = {
  "a name that is not resolved": [
    "dns error: failed to lookup address information: Name or service not known",
    "Check the access URL (DBT_URL) and the network",
  ],
  "a certificate that is not trusted": [
    "invalid peer certificate: UnknownIssuer",
    "Set DENO_CERT to the CA file of your company, or DENO_TLS_CA_STORE=system",
  ],
  "a certificate for another host": [
    'invalid peer certificate: certificate not valid for name "dbt.example"',
    "The certificate is for another host: check the access URL (DBT_URL)",
  ],
};

for (
  const message of [
    "803C431A1F7F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/openssl/ssl/record/ssl3_record.c:350:\n",
    "error sending request for url (https://x/): client error (Connect): received corrupt message of type InvalidContentType",
  ]
) {
  Deno.test(`dbt-run says in plain words that a host does not speak TLS: ${message.slice(0, 30)}`, async () => {
    const { stderr } = await dbtRun({}, {
      fetch() {
        const cause = Object.assign(new Error(message), { code: "EPROTO" });
        return Promise.reject(new TypeError("fetch failed", { cause }));
      },
    });
    assertStringIncludes(
      stderr.join("\n"),
      "https://cloud.getdbt.com gave no answer: it does not speak TLS at this port. ",
    );
  });
}

const page = "https://cloud.getdbt.com/deploy/1/projects/52901/jobs/2";

for (const setting of ["DBT_URL", "--url", "DBT_JOB_URL", "--job-url"]) {
  Deno.test(`dbt-run names ${setting} where the access URL comes from it`, async () => {
    const text = /JOB|job/.test(setting) ? page : "https://cloud.getdbt.com";
    const { stderr } = await dbtRun(
      { faults: { trigger: [{ status: 401, body: { detail: "No" } }] } },
      {
        ...(setting.startsWith("-")
          ? { args: [`${setting}=${text}`] }
          : { env: { [setting]: text } }),
      },
    );
    assertStringIncludes(stderr.join(), `the access URL (${setting};`);
  });
}

for (const [what, [reason, advice]] of Object.entries(connections)) {
  Deno.test(`dbt-run says what to do about ${what}`, async () => {
    const { code, stderr } = await dbtRun({}, {
      fetch: (input) => {
        const cause = new Error(
          `error sending request for url (${input}): client error (Connect): ${reason}`,
        );
        return Promise.reject(new TypeError("fetch failed", { cause }));
      },
    });
    assertEquals(code, 3);
    assertEquals(stderr, [
      `error: Cannot trigger job 2: https://cloud.getdbt.com gave no answer: ${reason}. ${advice}`,
    ]);
  });
}

Deno.test("dbt-run names the setting that the time limit and a file come from", async () => {
  const ways: [CommandOptions, string][] = [
    [{ args: ["--timeout=2"] }, "Timed out after 2 s (--timeout)"],
    [
      { env: { DBT_RUN_TIMEOUT_SECONDS: "2" } },
      "Timed out after 2 s (DBT_RUN_TIMEOUT_SECONDS)",
    ],
    [
      { env: { DBT_RUN_SUMMARY: "s.md" }, isReadOnly: true },
      "Cannot write s.md (DBT_RUN_SUMMARY): It is read-only",
    ],
    [
      { args: ["--junit=j.xml"], isReadOnly: true },
      "Cannot write j.xml (--junit): It is read-only",
    ],
  ];
  for (const [more, error] of ways) {
    const { stderr } = await dbtRun({ running: MINUTE }, more);
    assertEquals(stderr, [`error: ${error}`]);
  }
});
