export * from "./comments";
export * from "./compilations";
export * from "./drafts";
export * from "./notices";
export * from "./people";
export * from "./processes";
export * from "./rounds";
export { withoutSearch } from "./search";
export * from "./townhalls";
