import { InboxOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';

/** Nothing here, and what to do next. */
export function Empty({ title, next, children }: { title: string; next?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <InboxOutlined className="mark" aria-hidden />
      <strong>{title}</strong>
      {next && <p>{next}</p>}
      {children}
    </div>
  );
}
