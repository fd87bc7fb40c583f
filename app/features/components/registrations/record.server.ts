import {
  exported,
  inLanguages,
  keyed,
  ofProcess,
  type RecordRegistration,
  recordTable,
  unnamedPerson,
} from "~/platform/recordTable";
import { componentChanges, components } from "~db/schema/components";

export const componentsRecord = {
  tables: [
    recordTable("components", components, {
      about: "What a definition may require, with the versions of the list in which it stands.",
      key: ["key"],
      rows: ofProcess(components.processId),
      columns: {
        ...keyed,
        category: exported,
        description: inLanguages,
        sinceVersion: exported,
        retiredVersion: exported,
      },
    }),
    recordTable("component-changes", componentChanges, {
      about: "A change of the list of components, and whether votes move with it.",
      key: ["id"],
      rows: ofProcess(componentChanges.processId),
      columns: {
        id: exported,
        processId: exported,
        version: exported,
        kind: exported,
        fromKeys: exported,
        toKeys: exported,
        carriesVotes: exported,
        reason: exported,
        at: exported,
        actorId: unnamedPerson,
      },
    }),
  ],
  withheld: {},
} satisfies RecordRegistration;
