/** Finds the CI system that we are in; each has one file beside this one. */
import { azure } from "./azure.ts";
import { bitbucket } from "./bitbucket.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { type CiSystem, type Env, plain } from "./system.ts";

const SYSTEMS = [github, gitlab, azure, bitbucket, plain];

/** The CI system that the environment tells of. */
export function detectCi(env: Env): CiSystem {
  return SYSTEMS.find((system) => system.detect(env)) ?? plain;
}
