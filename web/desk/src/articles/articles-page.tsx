import type { Article } from '@crm/shared/articles.ts';
import { articleStates, carOf, titleOf, validity } from '@crm/shared/articles.ts';
import { useNowPart } from '@crm/shared/clock.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { PlusOutlined } from '@ant-design/icons';
import type { InputRef } from 'antd';
import { Button, Input, Segmented, Table } from 'antd';
import { useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useArticles } from '../data/articles.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Moment } from '../ui/moment.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { ArticleDrawer } from './article-drawer.tsx';
import { ArticleEditor } from './article-editor.tsx';
import { TryOut } from './try-out.tsx';
import './articles.css';

const views = [...articleStates, 'all'] as const;

export default function ArticlesPage() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') ?? 'approved';
  const words = search.get('q') ?? '';
  const articles = useArticles({ state: state === 'all' ? undefined : state, q: words === '' ? undefined : words });
  const [open, setOpen] = useState<string | null>(null);
  const [writing, setWriting] = useState(false);
  const box = useRef<InputRef>(null);
  useKeys({ n: () => setWriting(true), '/': () => box.current?.focus() });
  const put = (name: string, value: string, none: string) => setSearch((now) => {
    if (value === none) now.delete(name); else now.set(name, value);
    return now;
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.articles')}</h1>
        <Segmented value={state} aria-label={t('article.state')} onChange={(next) => put('state', next, 'approved')} options={views.map((value) => ({ value, label: t.word('articleState', value) }))} />
        <Input.Search ref={box} className="article-search" allowClear defaultValue={words} placeholder={t('article.search')} aria-label={t('article.search')} onSearch={(text) => put('q', text.trim(), '')} />
        <Button className="push" type="primary" icon={<PlusOutlined />} onClick={() => setWriting(true)}>{t('article.new')} <kbd>N</kbd></Button>
      </div>
      <TryOut onOpen={setOpen} />
      <section className="card">
        <Answer of={articles} lines={8}>
          {(data) => {
            const rows = data.pages.flatMap((page) => page.items);
            return (
              <>
                <Table<Article>
                  size="small"
                  rowKey="id"
                  pagination={false}
                  scroll={{ x: 760 }}
                  dataSource={rows}
                  locale={{ emptyText: <Empty title={t('article.empty')} next={t('article.emptyNext')} /> }}
                  columns={[
                    { title: t('article.question'), render: (_, a) => <button type="button" className="link strong" onClick={() => setOpen(a.id)}>{titleOf(a, t.locale)}</button> },
                    { title: t('article.car'), width: 130, render: (_, a) => carOf(a) ?? t('article.allCars') },
                    { title: t('article.languages'), width: 120, render: (_, a) => Object.keys(a.answers).map((locale) => t.word('language', locale)).join(', ') || '–' },
                    { title: t('article.state'), width: 130, render: (_, a) => <StatePill article={a} /> },
                    { title: t('article.answered'), width: 90, align: 'right', render: (_, a) => <span className="num">{a.answered}</span> },
                    { title: t('article.changed'), width: 120, render: (_, a) => <Moment at={a.changedAt} /> },
                  ]}
                />
                <LoadMore of={articles} />
                <ArticleDrawer article={rows.find((a) => a.id === open) ?? null} id={open} onClose={() => setOpen(null)} onOpen={setOpen} />
              </>
            );
          }}
        </Answer>
      </section>
      {writing && <ArticleEditor onClose={() => setWriting(false)} onSaved={(a) => { setWriting(false); put('state', 'draft', 'approved'); setOpen(a.id); }} />}
    </div>
  );
}

/** Approved says nothing about today: it may be over, or not yet begun. */
export function StatePill({ article }: { article: Article }) {
  const t = useT();
  const when = useNowPart((now) => validity(article, now));
  if (article.state === 'approved' && when !== 'current') return <span className="pill urgent">{t.word('articleWhen', when)}</span>;
  return <span className={`pill ${{ approved: 'calm', draft: 'half', retired: '' }[article.state]}`}>{t.word('articleState', article.state)}</span>;
}
