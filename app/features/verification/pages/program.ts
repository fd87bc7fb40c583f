import { fileResponse } from "~/http/files";
import { anywhere } from "~/http/place.server";
import { sends } from "~/http/route.server";
import program from "../../../../docs/verifier/verify.py?raw";

/** The program that checks results and logs by itself, as it is of this version of the server. */
export const loader = sends(anywhere, "anyone", async () =>
  fileResponse("verify.py", "text/x-python", program),
);
