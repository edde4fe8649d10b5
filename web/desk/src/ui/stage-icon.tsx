import type { Stage } from '@crm/shared/countdown.ts';

/** One shape per stage, so that the colour is never the only sign: clock, ring, half disc, triangle, octagon. */
export function StageIcon({ stage, size = 16 }: { stage: Stage; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.6">
      {shapes[stage]}
    </svg>
  );
}

const shapes = {
  early: (
    <>
      <circle cx="8" cy="8" r="6.2" strokeDasharray="2.4 2.2" />
      <path d="M8 5v3.2l2 1.3" strokeLinecap="round" />
    </>
  ),
  calm: <circle cx="8" cy="8" r="6.2" />,
  half: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" stroke="none" />
    </>
  ),
  urgent: (
    <>
      <path d="M8 1.8 15 14H1z" strokeLinejoin="round" />
      <path d="M8 6v3.6" strokeLinecap="round" />
      <circle cx="8" cy="11.8" r=".9" fill="currentColor" stroke="none" />
    </>
  ),
  overdue: (
    <>
      <path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z" fill="currentColor" stroke="none" />
      <path d="M8 4.2v4.4" stroke="var(--surface)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="8" cy="11.5" r="1.1" fill="var(--surface)" stroke="none" />
    </>
  ),
};
