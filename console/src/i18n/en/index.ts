import { fields } from "./fields";
import { pages } from "./pages";

/** Every text of the console in English. Its keys are those that a translation must have. */
export const en = { ...pages, ...fields } as const;
