import { lookUpTerms, placeTerms, recall } from "~/features/translation/services/inner/tasks";

export const translationTasks = [recall, lookUpTerms, placeTerms];
