import { sql } from "drizzle-orm";
import type { Erasure } from "~/platform/registrations";

/** What people were told of somebody stays told; the name, the address and the words of the one who is erased go. */
export const noticesErasure = {
  erase: async (_, tx, { id, email }) => {
    await tx.execute(sql`
      update notices set values = (values - 'byId' - 'words' - 'change') || '{"by": ""}' where values ->> 'byId' = ${id}::text`);
    for (const name of ["by", "sentTo"])
      await tx.execute(sql`
        update notices set values = jsonb_set(values, array[${name}::text], '""')
        where lower(values ->> ${name}::text) = lower(${email}::text)`);
  },
} satisfies Erasure;
