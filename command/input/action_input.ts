/** The interface to the inputs of the GitHub Action. */
import type { SettingName } from "./settings.ts";

/** An input of a GitHub Action. */
export interface ActionInput {
  name: string;
  /** The value; empty if the input is not set. */
  text: string;
  /** Whether the action chose the value, and nobody else. */
  isDefault?: boolean | undefined;
}

/** Reads the input of a GitHub Action for a setting. */
export type ActionInputReader = (name: SettingName) => ActionInput;
