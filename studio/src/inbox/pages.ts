// One part of the application for both: the first page need not know the files of each.
export { ApprovalPage } from './ApprovalPage.tsx';
export { InboxPage } from './InboxPage.tsx';
