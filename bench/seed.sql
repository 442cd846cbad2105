-- What is measured on: 50 structures of 4,000 participants, each with a path and a contract, and the candidacies of 40
-- prescribers. Run as the owner of the tables. Rows of a structure lie between those of the others, as years of ordinary
-- use would leave them: a page of one structure touches a heap page per row. Identifiers are made from a number, so that
-- two runs measure the same rows; they are time ordered like the service's. Triggers and foreign keys rest while it runs:
-- every reference below is right by the way it is counted.
set session_replication_role = replica;
set role maillon_owner;
begin;

create function pg_temp.uid(kind integer, n bigint) returns uuid language sql immutable
return ('0192' || lpad(to_hex(kind), 4, '0') || '-' || lpad(to_hex(n >> 16), 4, '0') || '-7' || lpad(to_hex((n >> 4) & 4095), 3, '0')
    || '-8' || lpad(to_hex((n & 15) << 8), 3, '0') || '-' || lpad(to_hex((n * 2654435761) % 281474976710656), 12, '0'))::uuid;

-- A number below `below` that looks drawn, the same at each run.
create function pg_temp.pick(n bigint, salt integer, below integer) returns integer language sql immutable
return ((hashint8extended(n, salt) & 2147483647) % below)::integer;

create temporary table word (last_names text[], first_names text[], towns text[]) on commit drop;
insert into word values (
    string_to_array('Martin,Bernard,Thomas,Petit,Robert,Richard,Durand,Dubois,Moreau,Laurent,Simon,Michel,Lefèvre,Leroy,Roux,David,'
        'Bertrand,Morel,Fournier,Girard,Bonnet,Dupont,Lambert,Fontaine,Rousseau,Vincent,Muller,Le Goff,Faure,André,Mercier,Blanc,'
        'Guérin,Boyer,Garnier,Chevalier,François,Legrand,Gauthier,Garcia,Perrin,Robin,Clément,Morin,Nicolas,Henry,Roussel,Mathieu,'
        'Gautier,Masson,Marchand,Duval,Denis,Dumont,Marie,Lemaire,Noël,Meyer,Dufour,Meunier,Brun,Blanchard,Giraud,Joly,Rivière,'
        'Lucas,Brunet,Gaillard,Barbier,Arnaud,Martinez,Gérard,Roche,Renard,Schmitt,Roy,Leroux,Colin,Vidal,Caron,Picard,Roger,'
        'Fabre,Aubert,Lemoine,Renaud,Dumas,Lacroix,Olivier,Philippe,Bourgeois,Pierre,Benoît,Rey,Leclerc,Payet,Rolland,Leclercq,'
        'Diallo,Traoré,Benali,Haddad,Nguyen,Da Silva,Ferreira,Kaya,Yilmaz,Ndiaye,Sow,Camara,El Amrani,Le Guen-Dubois,D''Arcy', ','),
    string_to_array('Aïcha,Maëlle,Jean-Noël,Fatou,Karim,Sylvie,Mickaël,Inès,Hélène,Mamadou,Loïc,Zoé,Thérèse,Brahim,Chloé,Ousmane,'
        'Élodie,Grégory,Nadia,Stéphane,Yasmine,Rémi,Séverine,Abdel,Anaïs,Cédric,Djamila,Éric,Farid,Gaëlle,Hugo,Irène,José,Kevin,'
        'Léa,Mehdi,Noémie,Pascal,Rachida,Sandrine', ','),
    string_to_array('Arras,Lens,Béthune,Hénin-Beaumont,Liévin,Carvin,Douai,Valenciennes,Cambrai,Saint-Omer', ','));

insert into structure (id, name, siret, kind, founded_year, address, postcode, town, email, phone)
select pg_temp.uid(1, n), 'Les Ateliers ' || n, '8' || lpad((n * 97)::text, 13, '0'), 'aci', 1980 + n % 40, n || ' rue des Ateliers',
    '62000', 'Arras', 'accueil' || n || '@ateliers.example', '+33321' || lpad(n::text, 6, '0')
from generate_series(1, 50) n;

insert into worksite (id, structure_id, name, activity, postcode, town, capacity, opens_on)
select pg_temp.uid(2, n), pg_temp.uid(1, 1 + n % 50), 'Chantier ' || n, 'Entretien d''espaces naturels', '62000', 'Arras', 16, '2013-08-01'
from generate_series(0, 499) n;

insert into staff_member (id, structure_id, first_name, last_name, email, role)
select pg_temp.uid(3, n), pg_temp.uid(1, 1 + n % 50), w.first_names[1 + n % 40], w.last_names[1 + n % 100],
    'equipe' || n || '@ateliers.example', case when n < 50 then 'director' when n < 200 then 'counsellor' else 'supervisor' end
from generate_series(0, 299) n, word w;

insert into prescriber (id, name, kind, siret, postcode, town, email)
select pg_temp.uid(4, n), 'Mission locale ' || n, 'ML', '9' || lpad((n * 89)::text, 13, '0'), '62000', 'Arras',
    'contact' || n || '@ml.example'
from generate_series(1, 40) n;

insert into participant (id, structure_id, first_name, last_name, birth_on, sex, email, phone, address, postcode, town,
    support_agreed_on, external_id, created_at, updated_at)
select pg_temp.uid(5, n), pg_temp.uid(1, 1 + (n % 50)::integer), w.first_names[1 + pg_temp.pick(n, 1, 40)],
    w.last_names[1 + pg_temp.pick(n, 2, 113)], date '1962-01-01' + pg_temp.pick(n, 3, 15500),
    (array['female', 'male', 'unspecified'])[1 + pg_temp.pick(n, 4, 3)],
    case when n % 3 > 0 then 'personne' || n || '@courriel.example' end, '+336' || lpad(n::text, 8, '0'),
    pg_temp.pick(n, 5, 200) || ' rue de la République', '62000', w.towns[1 + pg_temp.pick(n, 6, 10)],
    date '2018-01-01' + (n / 70)::integer, 'sal-' || n, timestamptz '2018-01-01 08:00+01' + n * interval '20 min',
    timestamptz '2018-01-01 08:00+01' + n * interval '20 min'
from generate_series(0, 199999) n, word w;

insert into path (id, structure_id, participant_id, worksite_id, started_on, limit_on, ended_on, objective)
select pg_temp.uid(6, n), pg_temp.uid(1, 1 + (n % 50)::integer), pg_temp.uid(5, n), pg_temp.uid(2, n % 500),
    date '2018-01-01' + (n / 70)::integer, date '2020-01-01' + (n / 70)::integer,
    case when n < 190000 then date '2019-01-01' + (n / 70)::integer - pg_temp.pick(n, 7, 200) end, 'Reprendre un emploi durable.'
from generate_series(0, 199999) n;

insert into entry_situation (id, structure_id, path_id, participant_id, rsa, rqth, unemployed_months, qpv)
select pg_temp.uid(9, n), pg_temp.uid(1, 1 + (n % 50)::integer), pg_temp.uid(6, n), pg_temp.uid(5, n), n % 2 = 0, n % 11 = 0,
    pg_temp.pick(n, 13, 60), n % 3 = 0
from generate_series(0, 199999) n;

insert into contract (id, structure_id, path_id, participant_id, starts_on, ends_on, last_on, weekly_minutes, job_title, rome, state,
    signed_on)
select pg_temp.uid(7, n), pg_temp.uid(1, 1 + (n % 50)::integer), pg_temp.uid(6, n), pg_temp.uid(5, n),
    date '2018-01-01' + (n / 70)::integer, date '2018-06-30' + (n / 70)::integer, date '2018-06-30' + (n / 70)::integer, 1560,
    'Ouvrier polyvalent d''espaces verts', 'A1203', 'ended', date '2018-01-01' + (n / 70)::integer
from generate_series(0, 199999) n;

-- One file in ten is open; each reference is sent once.
insert into candidacy (id, structure_id, prescriber_id, candidate_reference, worksite_id, first_name, last_name, birth_on, email, phone,
    candidate_informed_on, referent_name, referent_email, message, state, refusal_reason, prescriber_kind, state_since_on, created_at,
    updated_at)
select pg_temp.uid(8, n), pg_temp.uid(1, 1 + (n % 50)::integer), pg_temp.uid(4, 1 + pg_temp.pick(n, 8, 40)), 'dossier-' || n,
    pg_temp.uid(2, n % 500), w.first_names[1 + pg_temp.pick(n, 9, 40)], w.last_names[1 + pg_temp.pick(n, 10, 113)],
    date '1962-01-01' + pg_temp.pick(n, 11, 15500), 'candidat' || n || '@courriel.example', '+337' || lpad(n::text, 8, '0'),
    date '2018-01-01' + (n / 20)::integer, 'Jean-Noël d''Arcy', 'jn.darcy@ml.example', 'Souhaite travailler dehors.',
    case when n % 10 = 0 then (array['submitted', 'under_review', 'waitlisted'])[1 + pg_temp.pick(n, 12, 3)]
        when n % 10 < 7 then 'refused' else 'withdrawn' end,
    case when n % 10 between 1 and 6 then 'no_position' end, 'ML', date '2018-01-01' + (n / 24)::integer,
    timestamptz '2018-01-01 08:00+01' + n * interval '1 hour',
    timestamptz '2018-01-01 08:00+01' + n * interval '1 hour'
from generate_series(0, 59999) n, word w;

commit;
reset role;
reset session_replication_role;

vacuum (freeze, analyze);
checkpoint;
