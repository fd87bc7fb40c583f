export const files = import.meta.glob("../../../locales/es/*.json", { eager: true, import: "default" });
