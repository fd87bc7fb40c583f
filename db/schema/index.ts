export * from "./compilations";
export * from "./people";
export * from "./processes";
export * from "./rounds";
