// Packages of npm are named where they are used, and not in deno.json: `deno
// task` would ask for them first, and the demo has to work without a network.
export { default } from "npm:fast-check@^4.3.0";
