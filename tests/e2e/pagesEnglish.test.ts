import { describePages } from "./support/everyPage";

describePages("", "desk");
