import { Suspense } from 'react';
import type { BrowserEntity } from '../../../../../core/model/browserModel.ts';
import type { FormWidget as Widget } from '../../../../../core/model/pageTypes.ts';
import { lazyWithAntd } from '../../../app/lazyWithAntd.tsx';
import { Bone } from '../../../ui/Skeleton.tsx';
import { WidgetFrame } from '../WidgetFrame.tsx';
import type { WidgetPlace } from '../WidgetPlace.ts';

const FunctionForm = lazyWithAntd(async () => (await import('./FunctionForm.tsx')).FunctionForm);

interface FormWidgetProps {
  readonly widget: Widget<BrowserEntity>;
  readonly place: WidgetPlace;
}

/** Something to fill in, and what a function makes of it. */
export function FormWidget({ widget, place }: FormWidgetProps) {
  return (
    <WidgetFrame title={widget.title} description={widget.description}>
      <Suspense fallback={<Bone height="34px" />}>
        <FunctionForm widget={widget} place={place} />
      </Suspense>
    </WidgetFrame>
  );
}
