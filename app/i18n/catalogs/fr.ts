export const files = import.meta.glob("../../../locales/fr/*.json", { eager: true, import: "default" });
