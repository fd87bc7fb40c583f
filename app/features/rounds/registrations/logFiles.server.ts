export { logFile } from "~/features/rounds/services/log/logView.server";
export { termsText } from "~/features/rounds/services/log/terms.server";
