/** The entry of the bundle, which always is the program. */
import { startProgram } from "../command/program.ts";

startProgram();
