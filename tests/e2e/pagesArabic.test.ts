import { describePages } from "./support/everyPage";

describePages("/ar", { at: "phone", look: "dark" });
