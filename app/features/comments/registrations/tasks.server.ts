import { placeAnchors } from "~/features/comments/services/inner/placeTask";

export const commentsTasks = [placeAnchors];
