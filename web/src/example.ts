/** A post with typed notes and a few mistakes, for those who want to look first. Its sources are invented. */

import german from "./example/de.txt?raw";
import english from "./example/en.txt?raw";

export const EXAMPLE = { en: english, de: german };
