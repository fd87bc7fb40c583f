/** Why a name was refused, at its field. */
export const nameProblems = { role: "errors:field.roleName", leader: "errors:field.leaderName" } as const;
