import { describePages } from "./support/everyPage";

describePages("/ar", "phone");
