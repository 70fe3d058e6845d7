import { memo, Suspense } from 'react';
import { jsonEqual } from '../../../core/lib/jsonEqual.ts';
import { Widget as BooleanWidget } from './boolean/Widget.tsx';
import { Widget as DateWidget } from './date/Widget.tsx';
import { Widget as DateTimeWidget } from './dateTime/Widget.tsx';
import { Widget as DecimalWidget } from './decimal/Widget.tsx';
import { Widget as DurationWidget } from './duration/Widget.tsx';
import { Widget as EmailWidget } from './email/Widget.tsx';
import { Widget as EncryptedWidget } from './encrypted/Widget.tsx';
import { Widget as FileWidget } from './file/Widget.tsx';
import { Widget as FilesWidget } from './files/Widget.tsx';
import { Widget as ImageWidget } from './image/Widget.tsx';
import { Widget as ImagesWidget } from './images/Widget.tsx';
import { Widget as IntegerWidget } from './integer/Widget.tsx';
import { lazyWidgets } from './lazyWidgets.ts';
import { Widget as ManyToManyWidget } from './manyToMany/Widget.tsx';
import { Widget as MoneyWidget } from './money/Widget.tsx';
import { Widget as MultilineWidget } from './multiline/Widget.tsx';
import { Widget as MultiSelectWidget } from './multiSelect/Widget.tsx';
import { Widget as PercentWidget } from './percent/Widget.tsx';
import { Widget as PersonNameWidget } from './personName/Widget.tsx';
import { Widget as PolymorphicWidget } from './polymorphic/Widget.tsx';
import { Widget as RatingWidget } from './rating/Widget.tsx';
import { Widget as RelationWidget } from './relation/Widget.tsx';
import { Widget as SelectWidget } from './select/Widget.tsx';
import { Widget as TagsWidget } from './tags/Widget.tsx';
import { Widget as TextWidget } from './text/Widget.tsx';
import { Widget as TimeWidget } from './time/Widget.tsx';
import type { WidgetComponent, WidgetProps } from './types.ts';
import { Widget as UrlWidget } from './url/Widget.tsx';
import { Widget as UserWidget } from './user/Widget.tsx';

/** The widget of each field type that people edit, by the name of its folder. */
const widgets: Readonly<Record<string, WidgetComponent>> = {
  ...lazyWidgets,
  boolean: BooleanWidget,
  date: DateWidget,
  dateTime: DateTimeWidget,
  decimal: DecimalWidget,
  duration: DurationWidget,
  email: EmailWidget,
  encrypted: EncryptedWidget,
  file: FileWidget,
  files: FilesWidget,
  image: ImageWidget,
  images: ImagesWidget,
  integer: IntegerWidget,
  manyToMany: ManyToManyWidget,
  money: MoneyWidget,
  multiline: MultilineWidget,
  multiSelect: MultiSelectWidget,
  percent: PercentWidget,
  personName: PersonNameWidget,
  polymorphic: PolymorphicWidget,
  rating: RatingWidget,
  relation: RelationWidget,
  select: SelectWidget,
  tags: TagsWidget,
  text: TextWidget,
  time: TimeWidget,
  url: UrlWidget,
  user: UserWidget,
};

/** The control that edits a field. A type without a widget of its own is edited as JSON, so that no field is out of reach. */
export const FieldWidget = memo(WidgetOfType, isSame);

/** px that a widget will take, so that nothing moves when its code has come. */
const heights: Readonly<Record<string, number>> = { address: 112, children: 96, json: 124, markdown: 148 };

function WidgetOfType(props: WidgetProps) {
  const Widget = widgets[props.field.type] ?? lazyWidgets.json;
  return (
    <Suspense fallback={<div style={{ minHeight: heights[props.field.type] ?? 32 }} />}>
      <Widget {...props} />
    </Suspense>
  );
}

/** The form library copies all values with every key press: equal values are the same. */
function isSame({ value: before, ...left }: WidgetProps, { value: after, ...right }: WidgetProps): boolean {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return jsonEqual(before, after) && [...names].every((name) => Reflect.get(left, name) === Reflect.get(right, name));
}
