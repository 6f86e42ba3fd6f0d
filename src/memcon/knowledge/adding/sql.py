"""The SQL of adding, as text: the tables of a work file and the steps to the finished one."""

from __future__ import annotations

from typing import Final

from memcon.knowledge.rows import AliasKind

LITTLE_KNOWN: Final = 2.0
"""Weight below which one word alone is a name of something only if it is its first name."""
UNSETTLED: Final = ""
"""The kind of what gets its kind from its classes."""

STAGING: Final = """
create table progress (fingerprint text not null, at integer not null, counts text not null);
create table class (entity integer not null, class integer not null);
create table subclass (
  super integer not null, class integer not null, primary key (super, class)
) without rowid;
create table kind (class integer primary key, kind text, sector text, depth integer, rank integer);
create table name (norm text not null, entity integer, kind integer, caps integer);
create table word (word text not null, entity integer not null);
create table post (key integer primary key, title text not null, body integer);
create table charge (post integer primary key, body integer not null, role text not null);
create table term (person integer, post integer, begin text not null, end text);
create table page (title text primary key, entity integer not null) without rowid;
create table same (other text primary key, entity integer not null) without rowid;
"""
EXTRA: Final = """
create table page (title text primary key, entity integer not null) without rowid;
create table same (other text primary key, id text not null) without rowid;
"""
"""Tables of an added file beyond those of a built one."""


DESCEND: Final = """
insert or ignore into kind
select s.class, k.kind, k.sector, k.depth + 1, k.rank
from kind k join subclass s on s.super = k.class where k.depth = ? order by k.rank
"""
SETTLE: Final = """
update entity set (kind, sector) = (
  select coalesce(max(near.kind), 'none'), coalesce(entity.sector, max(near.sector)) from (
    select k.kind, k.sector from class c join kind k on k.class = c.class
    where c.entity = entity.key order by k.depth, k.rank limit 1
  ) near
) where kind = ''
"""
POSTS: Final = """
select p.key, p.title, coalesce(c.body, p.body), c.role
from post p left join charge c on c.post = p.key
where coalesce(c.body, p.body) is not null and p.key in (select post from term)
order by p.key
"""
BEARERS: Final = """
select distinct e.key, e.id, e.name, e.kind, e.weight, e.country, e.lat, e.lon
from name n join entity e on e.key = n.entity
where n.norm = ? and n.kind <= 1 and e.kind not in ('', 'none') order by e.key
"""
ENTITY: Final = """
select id, name, kind, weight, country, lat, lon from entity
where key = ? and kind not in ('', 'none')
"""
BODIES: Final = """
select distinct coalesce(c.body, p.body) from term t join post p on p.key = t.post
left join charge c on c.post = p.key
where t.person = ? and coalesce(c.body, p.body) is not null
"""
_IS_LOOSE_WORD: Final = (
    f"(n.kind = {int(AliasKind.ALIAS)} and instr(n.norm, ' ') = 0 "
    f"and (e.kind = 'person' or e.weight < {LITTLE_KNOWN}))"
)
"""One word alone names a person or a little-known thing only if it is its first name."""
_NAMES: Final = "from name n join out.entity e on e.key = n.entity where not "
WRITE: Final = (
    "insert or ignore into out.entity select * from entity "
    "where kind not in ('', 'none') order by key",
    "insert into out.alias select n.norm, n.entity, min(n.kind), min(n.caps) "
    + _NAMES
    + _IS_LOOSE_WORD
    + " group by n.norm, n.entity order by n.norm, n.entity",
    "insert into out.surname select distinct w.word, w.entity from word w "
    "join out.entity e on e.key = w.entity order by 1, 2",
    "insert into out.page select p.title, p.entity from page p "
    "join out.entity e on e.key = p.entity order by 1",
    "insert into out.same select s.other, e.id from same s "
    "join out.entity e on e.key = s.entity where s.other <> e.id order by 1",
)
