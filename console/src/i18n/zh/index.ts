import type { Words } from "../index";
import { fields } from "./fields";
import { pages } from "./pages";

/** The same in Chinese. */
export const zh: Words = { ...pages, ...fields };
