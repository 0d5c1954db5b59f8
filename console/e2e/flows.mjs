import { leaving } from "./leaving.mjs";
import { publishing } from "./publishing.mjs";
import { signing } from "./signing.mjs";
import { triggering } from "./triggering.mjs";
import { watching } from "./watching.mjs";
import { working } from "./working.mjs";

/** What people do with the console, each a sentence; they run in this order, on one page and one server. */
export const flows = { ...signing, ...working, ...publishing, ...triggering, ...watching, ...leaving };
