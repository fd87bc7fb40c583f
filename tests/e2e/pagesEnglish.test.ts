import { describePages } from "./support/everyPage";

describePages("", { at: "desk", look: "light" });
