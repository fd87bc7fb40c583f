import { z } from "zod";
import { id, seen } from "~/kernel/fields";

/** An act by one organizer, or with the request of another one that is confirmed with it. */
export const confirmedSchema = z.strictObject({ seen, asked: id.optional() });

/** Confirming what another organizer filled in. */
export const confirmSchema = z.strictObject({ seen, asked: id });

/** Asking another organizer to confirm an act as it was read. */
export const askSchema = z.strictObject({ seen });

/** Taking back what one asked for oneself. */
export const takeBackSchema = z.strictObject({ asked: id, seen: seen.optional() });
