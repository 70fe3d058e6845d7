import {
  BookOpen,
  Box,
  Building,
  Building2,
  Calendar,
  CalendarCheck,
  ChartBar,
  Contact,
  Database,
  FileText,
  Layers,
  LifeBuoy,
  List,
  type LucideIcon,
  Mail,
  Package,
  Phone,
  ShoppingCart,
  Star,
  StickyNote,
  Tag,
  TrendingUp,
  User,
  UserPlus,
  UserRound,
  Users,
  UsersRound,
} from 'lucide-react';
import { Suspense } from 'react';
import { lazyPart } from './lazyPart.tsx';

/** Icons that are here at once. With those of MoreIcon they are a bounded set: all of lucide would be a thousand files. */
const icons: Readonly<Record<string, LucideIcon>> = {
  'book-open': BookOpen,
  box: Box,
  building: Building,
  'building-2': Building2,
  calendar: Calendar,
  'calendar-check': CalendarCheck,
  'chart-bar': ChartBar,
  contact: Contact,
  database: Database,
  'file-text': FileText,
  layers: Layers,
  'life-buoy': LifeBuoy,
  list: List,
  mail: Mail,
  package: Package,
  phone: Phone,
  'shopping-cart': ShoppingCart,
  star: Star,
  'sticky-note': StickyNote,
  tag: Tag,
  'trending-up': TrendingUp,
  user: User,
  'user-plus': UserPlus,
  'user-round': UserRound,
  users: Users,
  'users-round': UsersRound,
};

export const entityIconNames: readonly string[] = Object.keys(icons);

const MoreIcon = lazyPart(async () => (await import('./MoreIcon.tsx')).MoreIcon);

interface EntityIconProps {
  readonly name: string | undefined;
  /** px */
  readonly size?: number;
}

/**
 * The icon that a definition names: one of these, or one of many more that are loaded when one is asked for. A plain box
 * where it names none.
 */
export function EntityIcon({ name, size = 16 }: EntityIconProps) {
  const Icon = name === undefined ? Box : Object.hasOwn(icons, name) ? icons[name] : undefined;
  if (Icon) return <Icon size={size} strokeWidth={1.75} aria-hidden />;
  return (
    <Suspense fallback={<span style={{ width: size, height: size }} />}>
      <MoreIcon name={name ?? ''} size={size} />
    </Suspense>
  );
}
