import { Box, type LucideIcon } from 'lucide-react';
import * as moreIcons from './moreIcons.ts';

const icons: Readonly<Record<string, LucideIcon>> = moreIcons;

export const moreIconNames: readonly string[] = Object.keys(icons);

interface MoreIconProps {
  readonly name: string;
  /** px */
  readonly size: number;
}

/** An icon besides those of EntityIcon; a plain box where there is no such one. */
export function MoreIcon({ name, size }: MoreIconProps) {
  const Icon = Object.hasOwn(icons, name) ? icons[name] : undefined;
  return Icon ? (
    <Icon size={size} strokeWidth={1.75} aria-hidden />
  ) : (
    <Box size={size} strokeWidth={1.75} aria-hidden />
  );
}
