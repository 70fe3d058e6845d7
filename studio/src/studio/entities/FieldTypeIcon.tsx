import {
  AlignLeft,
  AtSign,
  Baseline,
  Binary,
  Braces,
  Calculator,
  Calendar,
  CalendarClock,
  ChevronDownSquare,
  CircleHelp,
  Clock,
  CopyCheck,
  DollarSign,
  File,
  Files,
  FileText,
  Hash,
  Hourglass,
  IdCard,
  Image,
  Images,
  Link,
  ListOrdered,
  Lock,
  type LucideIcon,
  MapPin,
  MapPinned,
  Network,
  Palette,
  Percent,
  Phone,
  Rows3,
  Shapes,
  Sigma,
  Spline,
  Star,
  Tags,
  ToggleLeft,
  UserRound,
} from 'lucide-react';
import type { FieldTypeName } from './document/fieldKinds.ts';

const icons: Readonly<Record<FieldTypeName, LucideIcon>> = {
  text: Baseline,
  multiline: AlignLeft,
  markdown: FileText,
  email: AtSign,
  phone: Phone,
  url: Link,
  personName: IdCard,
  address: MapPinned,
  select: ChevronDownSquare,
  multiSelect: CopyCheck,
  tags: Tags,
  boolean: ToggleLeft,
  rating: Star,
  color: Palette,
  integer: Hash,
  decimal: Binary,
  money: DollarSign,
  percent: Percent,
  autoNumber: ListOrdered,
  date: Calendar,
  dateTime: CalendarClock,
  time: Clock,
  duration: Hourglass,
  relation: Spline,
  manyToMany: Network,
  polymorphic: Shapes,
  user: UserRound,
  children: Rows3,
  formula: Calculator,
  rollup: Sigma,
  image: Image,
  images: Images,
  file: File,
  files: Files,
  encrypted: Lock,
  geoPoint: MapPin,
  json: Braces,
};

interface FieldTypeIconProps {
  /** Name of a field type. */
  readonly type: string | undefined;
  /** px */
  readonly size?: number;
}

export function FieldTypeIcon({ type, size = 15 }: FieldTypeIconProps) {
  const Icon = isKnown(type) ? icons[type] : CircleHelp;
  return <Icon size={size} strokeWidth={1.75} aria-hidden />;
}

function isKnown(type: string | undefined): type is FieldTypeName {
  return type !== undefined && Object.hasOwn(icons, type);
}
