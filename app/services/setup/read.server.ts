/** Reading needs no more than the query; routes reach the database through here alone. */
export {
  allComponents,
  changesOf,
  componentsAt,
  criteriaOf,
  currentListVersion,
  milestonesOf,
  stakeholderGroupsOf,
  workgroupsOf,
} from "~db/queries";
