import { anywhere } from "~/http/place.server";
import { reads, refuse } from "~/http/route.server";

export const loader = reads(anywhere, "anyone", async () => {
  throw refuse("not_found");
});

export default function NotFound() {
  return null;
}
