import {
  Bell,
  Box,
  CircleStop,
  Code,
  GitBranch,
  Globe,
  Hourglass,
  type LucideIcon,
  Mail,
  MessageSquare,
  Pencil,
  Plug,
  Plus,
  Repeat,
  ScanSearch,
  Search,
  ShieldAlert,
  Split,
  SquareSplitHorizontal,
  Stamp,
  Trash2,
  UserPlus,
  Variable,
  Workflow,
} from 'lucide-react';

/** How a step is shown: its icon, and the name of an option colour (`optionColors`). */
interface StepLook {
  readonly icon: LucideIcon;
  readonly color: string;
}

/** Every kind of step that has words and an icon of its own, by groups. */
export const stepKinds = [
  ...(['records.create', 'records.update', 'records.delete', 'records.find', 'records.get'] as const),
  ...(['approval', 'assign', 'notify', 'mail', 'comment'] as const),
  ...(['if', 'switch', 'forEach', 'parallel', 'try', 'wait', 'workflow', 'stop'] as const),
  ...(['set', 'code', 'http', 'plugin'] as const),
];
export type KnownStepKind = (typeof stepKinds)[number];

const looks: Readonly<Record<KnownStepKind, StepLook>> = {
  'records.create': { icon: Plus, color: 'blue' },
  'records.update': { icon: Pencil, color: 'blue' },
  'records.delete': { icon: Trash2, color: 'blue' },
  'records.find': { icon: Search, color: 'blue' },
  'records.get': { icon: ScanSearch, color: 'blue' },
  approval: { icon: Stamp, color: 'magenta' },
  assign: { icon: UserPlus, color: 'magenta' },
  notify: { icon: Bell, color: 'magenta' },
  mail: { icon: Mail, color: 'magenta' },
  comment: { icon: MessageSquare, color: 'magenta' },
  if: { icon: Split, color: 'orange' },
  switch: { icon: GitBranch, color: 'orange' },
  forEach: { icon: Repeat, color: 'orange' },
  parallel: { icon: SquareSplitHorizontal, color: 'orange' },
  try: { icon: ShieldAlert, color: 'orange' },
  wait: { icon: Hourglass, color: 'orange' },
  workflow: { icon: Workflow, color: 'orange' },
  stop: { icon: CircleStop, color: 'orange' },
  set: { icon: Variable, color: 'cyan' },
  code: { icon: Code, color: 'cyan' },
  http: { icon: Globe, color: 'purple' },
  plugin: { icon: Plug, color: 'purple' },
};

export function stepLook(kind: string): StepLook {
  return isKnownStep(kind) ? looks[kind] : { icon: Box, color: 'gray' };
}

export function isKnownStep(kind: string): kind is KnownStepKind {
  return Object.hasOwn(looks, kind);
}
