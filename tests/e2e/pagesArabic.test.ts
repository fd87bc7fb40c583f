import { describePages } from "./support/everyPage";

describePages("/ar", { at: "narrow", look: "dark" });
