--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

--
-- Name: unaccent; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

--
-- Name: EXTENSION unaccent; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION unaccent IS 'text search dictionary that removes accents';

--
-- Name: add_first_director(uuid, uuid, text, text, text); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.add_first_director(of_structure uuid, new_id uuid, first text, last text, address text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
    if structure_is_directed(of_structure) then
        raise exception using errcode = 'insufficient_privilege', message = 'the structure has its director';
    end if;
    insert into staff_member (id, structure_id, first_name, last_name, email, role)
    values (new_id, of_structure, first, last, address, 'director');
    insert into change (structure_id, resource, row_id, version, kind)
    values (of_structure, 'staff_member', new_id, 1, 'created');
end
$$;

ALTER FUNCTION public.add_first_director(of_structure uuid, new_id uuid, first text, last text, address text) OWNER TO maillon_relay;

--
-- Name: FUNCTION add_first_director(of_structure uuid, new_id uuid, first text, last text, address text); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.add_first_director(of_structure uuid, new_id uuid, first text, last text, address text) IS 'The staff row of a director, for a structure that nobody directs yet.';

--
-- Name: department_of(text); Type: FUNCTION; Schema: public; Owner: maillon_owner
--

CREATE FUNCTION public.department_of(postcode text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (postcode = '97133'::text) THEN '977'::text WHEN (postcode = '97150'::text) THEN '978'::text WHEN ("left"(postcode, 3) = ANY ('{971,972,973,974,975,976,977,978,986,987,988}'::text[])) THEN "left"(postcode, 3) WHEN ("left"(postcode, 2) = '20'::text) THEN CASE WHEN ((postcode COLLATE "C") < '20200'::text) THEN '2A'::text ELSE '2B'::text END WHEN ((("left"(postcode, 2) COLLATE "C") >= '01'::text) AND (("left"(postcode, 2) COLLATE "C") <= '95'::text)) THEN "left"(postcode, 2) ELSE NULL::text END;

ALTER FUNCTION public.department_of(postcode text) OWNER TO maillon_owner;

--
-- Name: search_form(text); Type: FUNCTION; Schema: public; Owner: maillon_owner
--

CREATE FUNCTION public.search_form(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(lower(public.unaccent('public.unaccent'::regdictionary, name)), '-''’'::text, '   '::text);

ALTER FUNCTION public.search_form(name text) OWNER TO maillon_owner;

--
-- Name: FUNCTION search_form(name text); Type: COMMENT; Schema: public; Owner: maillon_owner
--

COMMENT ON FUNCTION public.search_form(name text) IS 'A name as it is searched: lower case, no accent, hyphens and apostrophes as spaces.';

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: api_key; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.api_key (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid,
    label text NOT NULL,
    staff_id uuid,
    prescriber_id uuid,
    partner_id uuid,
    kind text GENERATED ALWAYS AS (
CASE
    WHEN (staff_id IS NOT NULL) THEN 'staff'::text
    WHEN (prescriber_id IS NOT NULL) THEN 'prescriber'::text
    WHEN (partner_id IS NOT NULL) THEN 'partner'::text
    ELSE 'operator'::text
END) STORED NOT NULL,
    scopes text[] DEFAULT '{read,write}'::text[] NOT NULL,
    prefix text NOT NULL,
    hash bytea NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT api_key_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT api_key_holder CHECK ((num_nonnulls(staff_id, prescriber_id, partner_id) <= 1)),
    CONSTRAINT api_key_scopes CHECK (((scopes <@ ARRAY['read'::text, 'write'::text]) AND (cardinality(scopes) > 0))),
    CONSTRAINT api_key_state CHECK ((state = ANY (ARRAY['active'::text, 'revoked'::text]))),
    CONSTRAINT api_key_structure CHECK (((staff_id IS NULL) = (structure_id IS NULL)))
);

ALTER TABLE public.api_key OWNER TO maillon_owner;

--
-- Name: identity; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.identity (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid,
    issuer text,
    subject text,
    api_key_id uuid,
    staff_id uuid,
    prescriber_id uuid,
    partner_id uuid,
    kind text GENERATED ALWAYS AS (
CASE
    WHEN (staff_id IS NOT NULL) THEN 'staff'::text
    WHEN (prescriber_id IS NOT NULL) THEN 'prescriber'::text
    ELSE 'partner'::text
END) STORED NOT NULL,
    holder_id uuid GENERATED ALWAYS AS (COALESCE(staff_id, prescriber_id, partner_id)) STORED NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT identity_credential CHECK ((((issuer IS NULL) = (subject IS NULL)) AND ((issuer IS NULL) <> (api_key_id IS NULL)) AND ((api_key_id IS NULL) OR (staff_id IS NULL)))),
    CONSTRAINT identity_holder CHECK ((num_nonnulls(staff_id, prescriber_id, partner_id) = 1)),
    CONSTRAINT identity_state CHECK ((state = ANY (ARRAY['active'::text, 'revoked'::text]))),
    CONSTRAINT identity_structure CHECK (((staff_id IS NULL) = (structure_id IS NULL)))
);

ALTER TABLE public.identity OWNER TO maillon_owner;

--
-- Name: immersion_link; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.immersion_link (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    immersion_id uuid NOT NULL,
    role text NOT NULL,
    hash bytea NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '31 days'::interval) NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT immersion_link_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT immersion_link_role CHECK ((role = ANY (ARRAY['beneficiary'::text, 'employer'::text, 'host'::text, 'legal_representative'::text]))),
    CONSTRAINT immersion_link_state CHECK ((state = ANY (ARRAY['pending'::text, 'used'::text, 'revoked'::text]))),
    CONSTRAINT immersion_link_used CHECK (((state = 'used'::text) = (used_at IS NOT NULL)))
);

ALTER TABLE public.immersion_link OWNER TO maillon_owner;

--
-- Name: partner; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.partner (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    siret text,
    CONSTRAINT partner_kind CHECK ((kind = ANY (ARRAY['state'::text, 'department'::text, 'region'::text, 'metropolis'::text, 'fund'::text, 'other'::text])))
);

ALTER TABLE public.partner OWNER TO maillon_owner;

--
-- Name: prescriber; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.prescriber (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    sensitive boolean DEFAULT false NOT NULL,
    siret text,
    safir text,
    address text,
    postcode text,
    town text,
    email text,
    phone text,
    authorisation text DEFAULT 'pending'::text NOT NULL,
    external_id text,
    located_in text GENERATED ALWAYS AS (public.department_of(postcode)) STORED,
    search_town text GENERATED ALWAYS AS (public.search_form(town)) STORED COLLATE pg_catalog."C",
    CONSTRAINT prescriber_authorisation CHECK ((authorisation = ANY (ARRAY['pending'::text, 'validated'::text, 'refused'::text, 'not_required'::text])))
);

ALTER TABLE public.prescriber OWNER TO maillon_owner;

--
-- Name: staff_member; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.staff_member (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    active boolean DEFAULT true NOT NULL,
    CONSTRAINT staff_member_role CHECK ((role = ANY (ARRAY['director'::text, 'counsellor'::text, 'supervisor'::text, 'office'::text])))
);

ALTER TABLE public.staff_member OWNER TO maillon_owner;

--
-- Name: structure; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.structure (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    name text NOT NULL,
    siret text NOT NULL,
    kind text NOT NULL,
    founded_year integer,
    naf text,
    address text,
    postcode text,
    town text,
    department text,
    email text,
    phone text,
    open_to_candidacies boolean DEFAULT true NOT NULL,
    offers_two_barriers_exit boolean DEFAULT false NOT NULL,
    located_in text GENERATED ALWAYS AS (COALESCE(department, public.department_of(postcode))) STORED,
    search_town text GENERATED ALWAYS AS (public.search_form(town)) STORED COLLATE pg_catalog."C",
    CONSTRAINT structure_kind CHECK ((kind = 'aci'::text))
);

ALTER TABLE public.structure OWNER TO maillon_owner;

--
-- Name: auth_memberships(bytea, text, text); Type: FUNCTION; Schema: public; Owner: maillon_auth
--

CREATE FUNCTION public.auth_memberships(key_hash bytea, token_issuer text, token_subject text) RETURNS TABLE(membership_id uuid, credential_id uuid, kind text, staff_role text, actor_id uuid, structure_id uuid, prescriber_id uuid, partner_id uuid, immersion_id uuid, name text, scopes text[])
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 WITH held AS (
          SELECT k.id AS membership_id,
             k.id AS credential_id,
             k.kind,
             k.structure_id,
             k.staff_id,
             k.prescriber_id,
             k.partner_id,
             NULL::uuid AS immersion_id,
             k.scopes
            FROM public.api_key k
           WHERE ((k.hash = auth_memberships.key_hash) AND (k.state = 'active'::text) AND COALESCE((k.expires_at > now()), true))
         UNION ALL
          SELECT i.id,
             k.id,
             i.kind,
             i.structure_id,
             i.staff_id,
             i.prescriber_id,
             i.partner_id,
             NULL::uuid AS immersion_id,
             k.scopes
            FROM (public.api_key k
              JOIN public.identity i ON ((i.api_key_id = k.id)))
           WHERE ((k.hash = auth_memberships.key_hash) AND (k.state = 'active'::text) AND COALESCE((k.expires_at > now()), true) AND (i.state = 'active'::text))
         UNION ALL
          SELECT i.id,
             i.id,
             i.kind,
             i.structure_id,
             i.staff_id,
             i.prescriber_id,
             i.partner_id,
             NULL::uuid AS immersion_id,
             ARRAY['read'::text, 'write'::text] AS scopes
            FROM public.identity i
           WHERE ((i.issuer = auth_memberships.token_issuer) AND (i.subject = auth_memberships.token_subject) AND (i.state = 'active'::text))
         UNION ALL
          SELECT l.id,
             l.id,
             'signatory'::text AS kind,
             l.structure_id,
             NULL::uuid AS staff_id,
             NULL::uuid AS prescriber_id,
             NULL::uuid AS partner_id,
             l.immersion_id,
             ARRAY['read'::text, 'write'::text] AS scopes
            FROM public.immersion_link l
           WHERE ((l.hash = auth_memberships.key_hash) AND (l.state <> 'revoked'::text) AND (l.expires_at > now()) AND COALESCE((l.used_at > (now() - '01:00:00'::interval)), true))
         )
  SELECT h.membership_id,
     h.credential_id,
     h.kind,
     s.role,
     COALESCE(h.staff_id, h.prescriber_id, h.partner_id, h.credential_id) AS "coalesce",
     h.structure_id,
     h.prescriber_id,
     h.partner_id,
     h.immersion_id,
         CASE h.kind
             WHEN 'staff'::text THEN ( SELECT t.name
                FROM public.structure t
               WHERE (t.id = h.structure_id))
             WHEN 'prescriber'::text THEN ( SELECT p.name
                FROM public.prescriber p
               WHERE (p.id = h.prescriber_id))
             WHEN 'partner'::text THEN ( SELECT f.name
                FROM public.partner f
               WHERE (f.id = h.partner_id))
             ELSE NULL::text
         END AS "case",
     h.scopes
    FROM (held h
      LEFT JOIN public.staff_member s ON (((s.structure_id = h.structure_id) AND (s.id = h.staff_id))))
   WHERE COALESCE(s.active, true)
   ORDER BY h.membership_id;
END;

ALTER FUNCTION public.auth_memberships(key_hash bytea, token_issuer text, token_subject text) OWNER TO maillon_auth;

--
-- Name: FUNCTION auth_memberships(key_hash bytea, token_issuer text, token_subject text); Type: COMMENT; Schema: public; Owner: maillon_auth
--

COMMENT ON FUNCTION public.auth_memberships(key_hash bytea, token_issuer text, token_subject text) IS 'What the key or link with this SHA-256, or this subject of an issuer, may act as now.';

--
-- Name: candidacy; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.candidacy (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    prescriber_id uuid,
    candidate_reference text NOT NULL,
    external_id text,
    worksite_id uuid,
    first_name text NOT NULL,
    last_name text NOT NULL,
    birth_on date NOT NULL,
    email text,
    phone text,
    address text,
    postcode text,
    town text,
    candidate_informed_on date NOT NULL,
    referent_name text,
    referent_email text,
    referent_phone text,
    message text,
    expected_start_on date,
    state text DEFAULT 'submitted'::text NOT NULL,
    interview_at timestamp with time zone,
    interview_place text,
    refusal_reason text,
    answer_to_candidate text,
    answer_to_prescriber text,
    withdrawal_reason text,
    cancel_reason text,
    staff_comment text,
    participant_id uuid,
    possible_duplicate_of uuid,
    first_day_on date,
    last_day_on date,
    exit_category text,
    search text GENERATED ALWAYS AS (public.search_form(((last_name || ' '::text) || first_name))) STORED COLLATE pg_catalog."C",
    search_first text GENERATED ALWAYS AS (public.search_form(((first_name || ' '::text) || last_name))) STORED COLLATE pg_catalog."C",
    vacancy_id uuid,
    wished_jobs text[] DEFAULT '{}'::text[] NOT NULL,
    situations text[] DEFAULT '{}'::text[] NOT NULL,
    situation_details text,
    prescriber_kind text,
    assigned_counsellor_id uuid,
    state_since_on date DEFAULT ((now() AT TIME ZONE 'Europe/Paris'::text))::date NOT NULL,
    merged_into_id uuid,
    staff_withdrawal_reason text,
    CONSTRAINT candidacy_exit_category CHECK ((exit_category = ANY (ARRAY['durable'::text, 'transition'::text, 'positive'::text, 'other'::text, 'neutral'::text]))),
    CONSTRAINT candidacy_merged CHECK (((merged_into_id IS NULL) OR ((state = 'obsolete'::text) AND (merged_into_id <> id)))),
    CONSTRAINT candidacy_referent CHECK (((prescriber_id IS NULL) OR (referent_name IS NOT NULL))),
    CONSTRAINT candidacy_state CHECK ((state = ANY (ARRAY['submitted'::text, 'under_review'::text, 'interview_planned'::text, 'waitlisted'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text, 'cancelled'::text, 'obsolete'::text]))),
    CONSTRAINT candidacy_wished_jobs CHECK ((cardinality(wished_jobs) <= 10))
);

ALTER TABLE public.candidacy OWNER TO maillon_owner;

--
-- Name: candidacies_put_away(uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.candidacies_put_away(kept uuid) RETURNS TABLE(structure_id uuid, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 WITH RECURSIVE put_away AS (
          SELECT k.structure_id,
             k.prescriber_id,
             k.id,
             false AS away
            FROM public.candidacy k
           WHERE (k.id = candidacies_put_away.kept)
         UNION
          SELECT c_1.structure_id,
             c_1.prescriber_id,
             c_1.id,
             true
            FROM (put_away k
              JOIN public.candidacy c_1 ON (((c_1.structure_id = k.structure_id) AND (c_1.merged_into_id = k.id))))
         )
  SELECT c.structure_id,
     c.id
    FROM put_away c
   WHERE (c.away AND ((c.structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid) OR (c.prescriber_id = (NULLIF(current_setting('app.prescriber_id'::text, true), ''::text))::uuid)));
END;

ALTER FUNCTION public.candidacies_put_away(kept uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION candidacies_put_away(kept uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.candidacies_put_away(kept uuid) IS 'The files that were put away for one, for their structure or who sent them: by them the diagnoses of the person are found.';

--
-- Name: candidacy_lock(uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.candidacy_lock(candidacy uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 SELECT pg_advisory_xact_lock(hashtextextended(((('candidacy '::text || c.prescriber_id) || ' '::text) || c.candidate_reference), (0)::bigint)) AS pg_advisory_xact_lock
    FROM public.candidacy c
   WHERE ((c.id = candidacy_lock.candidacy) AND (c.structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid) AND (c.prescriber_id IS NOT NULL));
END;

ALTER FUNCTION public.candidacy_lock(candidacy uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION candidacy_lock(candidacy uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.candidacy_lock(candidacy uuid) IS 'Waits for the other moves on the files of the same sender and reference.';

--
-- Name: candidacy_mark_duplicate(); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.candidacy_mark_duplicate() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
    new.possible_duplicate_of := (
        select c.id from candidacy c
        where c.structure_id = new.structure_id and c.birth_on = new.birth_on and c.id <> new.id
            and coalesce(c.prescriber_id <> new.prescriber_id, true)
            and name_key(c.first_name, c.last_name) = name_key(new.first_name, new.last_name)
        order by c.id desc limit 1);
    return new;
end
$$;

ALTER FUNCTION public.candidacy_mark_duplicate() OWNER TO maillon_relay;

--
-- Name: candidacy_stamp(); Type: FUNCTION; Schema: public; Owner: maillon_owner
--

CREATE FUNCTION public.candidacy_stamp() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
    if tg_op = 'INSERT' then
        new.prescriber_kind := (select p.kind from prescriber p where p.id = new.prescriber_id);
    end if;
    if tg_op = 'INSERT' or (new.state, new.interview_at, new.interview_place)
            is distinct from (old.state, old.interview_at, old.interview_place) then
        new.state_since_on := coalesce(nullif(current_setting('app.today', true), '')::date, new.state_since_on);
    end if;
    return new;
end
$$;

ALTER FUNCTION public.candidacy_stamp() OWNER TO maillon_owner;

--
-- Name: FUNCTION candidacy_stamp(); Type: COMMENT; Schema: public; Owner: maillon_owner
--

COMMENT ON FUNCTION public.candidacy_stamp() IS 'Since when a candidacy stands where it is, and the kind of its sender.';

--
-- Name: candidacy_stay(uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.candidacy_stay(candidacy uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    with stay as (
        select p.started_on, e.exit_on, e.category
        from path p
            left join path_exit e on e.structure_id = p.structure_id and e.path_id = p.id
        where p.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
            and p.candidacy_id = candidacy_stay.candidacy
        order by p.id limit 1 -- a person who came back later has a second path, of another candidacy or of none
    ), told as (
        update candidacy c set first_day_on = s.started_on, last_day_on = s.exit_on, exit_category = s.category,
            version = c.version + 1, updated_at = now()
        from stay s
        where c.id = candidacy_stay.candidacy and c.state = 'accepted'
            and c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
            and (c.first_day_on, c.last_day_on, c.exit_category) is distinct from (s.started_on, s.exit_on, s.category)
        returning c.structure_id, c.prescriber_id, c.id, c.version
    )
    insert into change (structure_id, prescriber_id, resource, row_id, version, kind)
    select t.structure_id, t.prescriber_id, 'candidacy', t.id, t.version, 'updated' from told t;
$$;

ALTER FUNCTION public.candidacy_stay(candidacy uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION candidacy_stay(candidacy uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.candidacy_stay(candidacy uuid) IS 'Copies first day, last day and exit of the path onto its candidacy, while accepted.';

--
-- Name: contract; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.contract (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    path_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    kind text DEFAULT 'cddi'::text NOT NULL,
    renews_id uuid,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    weekly_minutes integer NOT NULL,
    job_title text NOT NULL,
    rome text,
    state text DEFAULT 'draft'::text NOT NULL,
    signed_on date,
    last_on date NOT NULL,
    termination_code text,
    termination_reason text,
    cancel_reason text,
    CONSTRAINT contract_days CHECK ((ends_on >= starts_on)),
    CONSTRAINT contract_kind CHECK ((kind = 'cddi'::text)),
    CONSTRAINT contract_last_day CHECK (((last_on >= starts_on) AND (last_on <= ends_on) AND ((last_on < ends_on) = (state = 'terminated'::text)))),
    CONSTRAINT contract_signature CHECK (((signed_on IS NOT NULL) OR (state = ANY (ARRAY['draft'::text, 'cancelled'::text])))),
    CONSTRAINT contract_state CHECK ((state = ANY (ARRAY['draft'::text, 'signed'::text, 'ended'::text, 'terminated'::text, 'cancelled'::text]))),
    CONSTRAINT contract_termination CHECK (((termination_code IS NOT NULL) OR (state <> 'terminated'::text))),
    CONSTRAINT contract_weekly_minutes CHECK (((weekly_minutes >= 1) AND (weekly_minutes <= 10080)))
);

ALTER TABLE public.contract OWNER TO maillon_owner;

--
-- Name: immersion; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.immersion (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    contract_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    path_id uuid NOT NULL,
    host_id uuid NOT NULL,
    prescriber_id uuid,
    renews_id uuid,
    object text NOT NULL,
    objectives text,
    evaluation_means text,
    tasks text,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    place text,
    schedule jsonb,
    beneficiary_situation text,
    rsa boolean,
    referent_name text,
    tutor_name text,
    tutor_function text,
    tutor_email text,
    tutor_phone text,
    legal_representative_name text,
    immersion_facilitee_id text,
    planned_minutes integer,
    planned_days integer,
    state text DEFAULT 'draft'::text NOT NULL,
    validated_on date,
    last_on date NOT NULL,
    rejection_justification text,
    abandon_justification text,
    cancel_justification text,
    result text,
    missed_minutes integer,
    job_obtained boolean,
    host_feedback text,
    project_confirmed boolean,
    beneficiary_agrees boolean,
    beneficiary_comment text,
    assessed_on date,
    beneficiary_first_name text,
    beneficiary_last_name text,
    beneficiary_birth_on date,
    employer_name text,
    employer_siret text,
    host_name text,
    host_siret text,
    host_address text,
    host_legal_form text,
    host_main_activity text,
    host_collective_agreement text,
    host_person_in_charge text,
    host_person_in_charge_function text,
    prescribing_body text,
    renewal_justification text,
    CONSTRAINT immersion_days CHECK ((ends_on >= starts_on)),
    CONSTRAINT immersion_last_day CHECK (((last_on >= starts_on) AND (last_on <= ends_on))),
    CONSTRAINT immersion_missed_minutes CHECK ((missed_minutes >= 0)),
    CONSTRAINT immersion_object CHECK ((object = ANY (ARRAY['discover'::text, 'confirm'::text, 'recruit'::text]))),
    CONSTRAINT immersion_planned CHECK (((planned_minutes >= 0) AND (planned_days >= 0))),
    CONSTRAINT immersion_result CHECK ((result = ANY (ARRAY['completed'::text, 'partially_completed'::text, 'did_not_show'::text]))),
    CONSTRAINT immersion_schedule CHECK ((jsonb_typeof(schedule) = 'array'::text)),
    CONSTRAINT immersion_state CHECK ((state = ANY (ARRAY['draft'::text, 'to_sign'::text, 'partially_signed'::text, 'in_review'::text, 'validated'::text, 'in_progress'::text, 'completed'::text, 'rejected'::text, 'abandoned'::text, 'cancelled'::text])))
);

ALTER TABLE public.immersion OWNER TO maillon_owner;

--
-- Name: contract_rests(uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.contract_rests(contract uuid) RETURNS TABLE(renewed boolean, immersion_last_on date)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM public.contract r
           WHERE ((r.structure_id = c.structure_id) AND (r.renews_id = c.id) AND (r.state <> 'cancelled'::text)))) AS "exists",
     ( SELECT max(i.last_on) AS max
            FROM public.immersion i
           WHERE ((i.structure_id = c.structure_id) AND (i.participant_id = c.participant_id) AND (i.state <> ALL ('{draft,rejected,abandoned,cancelled}'::text[])) AND (i.result IS DISTINCT FROM 'did_not_show'::text) AND (i.starts_on <= c.last_on) AND (i.last_on >= c.starts_on))) AS max
    FROM public.contract c
   WHERE ((c.id = contract_rests.contract) AND (c.structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));
END;

ALTER FUNCTION public.contract_rests(contract uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION contract_rests(contract uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.contract_rests(contract uuid) IS 'Whether a contract has a renewal, and the last day of the live immersions on its days, for who sees no immersion.';

--
-- Name: era; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.era (
    id integer NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    first_xid xid8 DEFAULT pg_current_xact_id() NOT NULL
);

ALTER TABLE public.era OWNER TO maillon_owner;

--
-- Name: current_era(); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.current_era() RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    RETURN (SELECT max(era.id) AS max FROM public.era);

ALTER FUNCTION public.current_era() OWNER TO maillon_relay;

--
-- Name: FUNCTION current_era(); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.current_era() IS 'The newest era: the default of change.era.';

--
-- Name: reference_departments; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.reference_departments (
    code text NOT NULL,
    label_fr text NOT NULL,
    region_fr text
);

ALTER TABLE public.reference_departments OWNER TO maillon_owner;

--
-- Name: departments_of(text); Type: FUNCTION; Schema: public; Owner: maillon_owner
--

CREATE FUNCTION public.departments_of(region text) RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ARRAY(SELECT d.code FROM public.reference_departments d WHERE (public.search_form(d.region_fr) = public.search_form(departments_of.region)));

ALTER FUNCTION public.departments_of(region text) OWNER TO maillon_owner;

--
-- Name: diagnosis_person(uuid, uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.diagnosis_person(candidacy uuid, participant uuid) RETURNS TABLE(structure_id uuid, participant_id uuid, birth_on date, state text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
    if diagnosis_person.candidacy is null then
        return query select p.structure_id, p.id, p.birth_on, null::text from participant p
            where p.id = diagnosis_person.participant
                and p.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid;
    else
        return query select c.structure_id, c.participant_id, c.birth_on, c.state from candidacy c
            where c.id = diagnosis_person.candidacy
                and (diagnosis_person.participant is null or c.participant_id = diagnosis_person.participant)
                and (c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
                    or c.prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid)
            for no key update;
    end if;
end
$$;

ALTER FUNCTION public.diagnosis_person(candidacy uuid, participant uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION diagnosis_person(candidacy uuid, participant uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.diagnosis_person(candidacy uuid, participant uuid) IS 'Structure, participant and birth date of who is diagnosed, and the state of the candidacy, which it locks.';

--
-- Name: directory_changed(); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.directory_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
    if tg_table_name = 'structure' then
        perform pg_advisory_xact_lock(hashtextextended('directory ' || new.id, 0));
        perform directory_index(array[new.id], array(select v.id from vacancy v where v.structure_id = new.id));
    else
        perform pg_advisory_xact_lock(hashtextextended('directory ' || new.structure_id, 0));
        if tg_table_name = 'worksite' then
            perform directory_index('{}', array(select v.id from vacancy v where v.worksite_id = new.id));
        else
            perform directory_index('{}', array[new.id]);
        end if;
    end if;
    return null;
end
$$;

ALTER FUNCTION public.directory_changed() OWNER TO maillon_relay;

--
-- Name: words_of(text); Type: FUNCTION; Schema: public; Owner: maillon_owner
--

CREATE FUNCTION public.words_of(phrase text) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT DISTINCT (word.word COLLATE "C") AS word
    FROM regexp_split_to_table(public.search_form(words_of.phrase), '[^[:alnum:]]+'::text) word(word)
   WHERE (word.word <> ''::text);
END;

ALTER FUNCTION public.words_of(phrase text) OWNER TO maillon_owner;

--
-- Name: directory_word; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.directory_word (
    resource text NOT NULL,
    row_id uuid NOT NULL,
    word text NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE public.directory_word OWNER TO maillon_owner;

--
-- Name: directory_find(text, text); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.directory_find(resource text, phrase text) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 WITH asked AS MATERIALIZED (
          SELECT ARRAY( SELECT word.word
                    FROM public.words_of(directory_find.phrase) word(word)) AS words
         )
  SELECT d.row_id
    FROM ((asked
      CROSS JOIN LATERAL unnest(asked.words) WITH ORDINALITY a(word, place))
      JOIN public.directory_word d ON (((d.resource = directory_find.resource) AND (d.word >= (a.word COLLATE "C")) AND (d.word < ((a.word || chr(1114111)) COLLATE "C")))))
   GROUP BY d.row_id
  HAVING (count(DISTINCT a.place) = ( SELECT cardinality(asked_1.words) AS cardinality
            FROM asked asked_1));
END;

ALTER FUNCTION public.directory_find(resource text, phrase text) OWNER TO maillon_relay;

--
-- Name: FUNCTION directory_find(resource text, phrase text); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.directory_find(resource text, phrase text) IS 'Structures, vacancies or prescribers of which each word of the phrase begins a word.';

--
-- Name: vacancy; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.vacancy (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    worksite_id uuid NOT NULL,
    title text NOT NULL,
    rome text NOT NULL,
    description text,
    openings integer NOT NULL,
    weekly_minutes integer,
    opens_on date NOT NULL,
    closes_on date,
    state text DEFAULT 'draft'::text NOT NULL,
    CONSTRAINT vacancy_days CHECK ((closes_on >= opens_on)),
    CONSTRAINT vacancy_openings CHECK (((openings >= 1) AND (openings <= 500))),
    CONSTRAINT vacancy_state CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'closed'::text])))
);

ALTER TABLE public.vacancy OWNER TO maillon_owner;

--
-- Name: worksite; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.worksite (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    name text NOT NULL,
    activity text NOT NULL,
    address text,
    postcode text,
    town text,
    capacity integer NOT NULL,
    opens_on date NOT NULL,
    closes_on date,
    located_in text GENERATED ALWAYS AS (public.department_of(postcode)) STORED,
    search_town text GENERATED ALWAYS AS (public.search_form(town)) STORED COLLATE pg_catalog."C",
    CONSTRAINT worksite_capacity CHECK (((capacity >= 1) AND (capacity <= 500))),
    CONSTRAINT worksite_days CHECK ((closes_on >= opens_on))
);

ALTER TABLE public.worksite OWNER TO maillon_owner;

--
-- Name: directory_index(uuid[], uuid[]); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.directory_index(structures uuid[], vacancies uuid[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 DELETE FROM public.directory_word d
   WHERE (((d.resource = 'structure'::text) AND (d.row_id = ANY (directory_index.structures))) OR ((d.resource = 'vacancy'::text) AND (d.row_id = ANY (directory_index.vacancies))));
 INSERT INTO public.directory_word (resource, row_id, word)  SELECT 'structure'::text AS resource,
             s.id,
             w.word
            FROM public.structure s,
             LATERAL public.words_of(concat_ws(' '::text, s.name, s.town)) w(word)
           WHERE (s.id = ANY (directory_index.structures))
         UNION ALL
          SELECT 'vacancy'::text AS resource,
             v.id,
             w.word
            FROM ((public.vacancy v
              JOIN public.worksite k ON ((k.id = v.worksite_id)))
              JOIN public.structure s ON ((s.id = v.structure_id))),
             LATERAL public.words_of(concat_ws(' '::text, v.title, k.town, s.name, s.town)) w(word)
           WHERE (v.id = ANY (directory_index.vacancies));
END;

ALTER FUNCTION public.directory_index(structures uuid[], vacancies uuid[]) OWNER TO maillon_relay;

--
-- Name: directory_prescriber(); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.directory_prescriber() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
    delete from directory_word d where d.resource = 'prescriber' and d.row_id = new.id;
    insert into directory_word (resource, row_id, word)
    select 'prescriber', new.id, w.word from words_of(concat_ws(' ', new.name, new.town)) w (word);
    return null;
end
$$;

ALTER FUNCTION public.directory_prescriber() OWNER TO maillon_relay;

--
-- Name: FUNCTION directory_prescriber(); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.directory_prescriber() IS 'The words by which a body that sends candidacies is found.';

--
-- Name: enrol(bytea, text, text, uuid, text); Type: FUNCTION; Schema: public; Owner: maillon_auth
--

CREATE FUNCTION public.enrol(code_hash bytea, token_issuer text, token_subject text, new_id uuid, of_request text) RETURNS TABLE(membership_id uuid, structure_id uuid, staff_id uuid, staff_role text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
    invited record;
    bound uuid;
begin
    select i.id, i.version, i.state, i.structure_id, i.staff_id, s.role into invited
    from invitation i
        join staff_member s on s.structure_id = i.structure_id and s.id = i.staff_id
    where i.hash = code_hash and s.active and (i.state = 'used' or (i.state = 'pending' and i.expires_at > now()))
    for update of i;
    if not found then
        return;
    end if;
    select b.id into bound from identity b
    where b.issuer = token_issuer and b.subject = token_subject and b.holder_id = invited.staff_id and b.state = 'active';
    if invited.state = 'used' and bound is null then
        return; -- by somebody else
    end if;
    if bound is null then
        bound := new_id;
        insert into identity (id, structure_id, issuer, subject, staff_id)
        values (bound, invited.structure_id, token_issuer, token_subject, invited.staff_id);
        insert into change (structure_id, resource, row_id, version, kind)
        values (invited.structure_id, 'identity', bound, 1, 'created');
        insert into transition (structure_id, resource, row_id, verb, to_state, actor_id, actor_kind, request_id)
        values (invited.structure_id, 'identity', bound, 'create', 'active', invited.staff_id, 'staff', of_request);
    end if;
    if invited.state = 'pending' then
        update invitation i set state = 'used', used_at = now(), version = i.version + 1, updated_at = now()
        where i.id = invited.id;
        insert into change (structure_id, resource, row_id, version, kind)
        values (invited.structure_id, 'invitation', invited.id, invited.version + 1, 'updated');
        insert into transition (structure_id, resource, row_id, verb, from_state, to_state, actor_id, actor_kind, request_id)
        values (invited.structure_id, 'invitation', invited.id, 'enrol', 'pending', 'used', invited.staff_id, 'staff', of_request);
    end if;
    return query select bound, invited.structure_id, invited.staff_id, invited.role;
end
$$;

ALTER FUNCTION public.enrol(code_hash bytea, token_issuer text, token_subject text, new_id uuid, of_request text) OWNER TO maillon_auth;

--
-- Name: FUNCTION enrol(code_hash bytea, token_issuer text, token_subject text, new_id uuid, of_request text); Type: COMMENT; Schema: public; Owner: maillon_auth
--

COMMENT ON FUNCTION public.enrol(code_hash bytea, token_issuer text, token_subject text, new_id uuid, of_request text) IS 'Binds a subject of an issuer to the member of the staff a code was given to.';

--
-- Name: structure_is_directed(uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.structure_is_directed(of_structure uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM public.staff_member s
           WHERE ((s.structure_id = structure_is_directed.of_structure) AND (s.role = 'director'::text) AND s.active AND ((EXISTS ( SELECT
                    FROM public.api_key k
                   WHERE ((k.structure_id = s.structure_id) AND (k.staff_id = s.id) AND (k.state = 'active'::text) AND COALESCE((k.expires_at > now()), true)))) OR (EXISTS ( SELECT
                    FROM public.identity i
                   WHERE ((i.structure_id = s.structure_id) AND (i.staff_id = s.id) AND (i.state = 'active'::text)))))))) AS "exists";
END;

ALTER FUNCTION public.structure_is_directed(of_structure uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION structure_is_directed(of_structure uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.structure_is_directed(of_structure uuid) IS 'Whether a structure has a director who can act.';

--
-- Name: invitee(uuid, uuid, text); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.invitee(of_structure uuid, of_staff uuid, with_email text) RETURNS TABLE(directed boolean, staff_id uuid, first_name text, last_name text, email text, active boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 SELECT false AS directed,
     s.id,
     s.first_name,
     s.last_name,
     s.email,
     s.active
    FROM public.staff_member s
   WHERE ((s.structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid) AND (s.id = invitee.of_staff))
 UNION ALL
  SELECT public.structure_is_directed(invitee.of_structure) AS directed,
     ( SELECT s.id
            FROM public.staff_member s
           WHERE ((s.structure_id = invitee.of_structure) AND (lower(s.email) = lower(invitee.with_email)) AND (s.role = 'director'::text) AND s.active)) AS id,
     NULL::text AS first_name,
     NULL::text AS last_name,
     NULL::text AS email,
     true AS active
   WHERE (NULLIF(current_setting('app.structure_id'::text, true), ''::text) IS NULL);
END;

ALTER FUNCTION public.invitee(of_structure uuid, of_staff uuid, with_email text) OWNER TO maillon_relay;

--
-- Name: FUNCTION invitee(of_structure uuid, of_staff uuid, with_email text); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.invitee(of_structure uuid, of_staff uuid, with_email text) IS 'The member of the staff that an invitation is for, as far as the caller may know.';

--
-- Name: name_key(text, text); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.name_key(first_name text, last_name text) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    RETURN regexp_replace(lower(public.unaccent(((last_name || ' '::text) || first_name))), '[[:space:]''’-]+'::text, ' '::text, 'g'::text);

ALTER FUNCTION public.name_key(first_name text, last_name text) OWNER TO maillon_relay;

--
-- Name: obsolete_siblings(uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.obsolete_siblings(candidacy uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
    accepted record;
    sibling record;
    obsoleted integer := 0;
begin
    perform candidacy_lock(obsolete_siblings.candidacy);
    select c.id, c.prescriber_id, c.candidate_reference into accepted from candidacy c
    where c.id = obsolete_siblings.candidacy
        and c.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid;
    for sibling in
        select c.id, c.structure_id, c.state from candidacy c
        where c.prescriber_id = accepted.prescriber_id and c.candidate_reference = accepted.candidate_reference
            and c.id <> accepted.id and c.state in ('submitted', 'under_review', 'interview_planned', 'waitlisted')
        order by c.id -- everybody locks in one order
        for update
    loop
        insert into transition (structure_id, resource, row_id, verb, from_state, to_state, actor_kind)
        values (sibling.structure_id, 'candidacy', sibling.id, 'obsolete', sibling.state, 'obsolete', 'job');
        with marked as (
            update candidacy c set state = 'obsolete', version = c.version + 1, updated_at = now()
            where c.id = sibling.id
            returning c.structure_id, c.prescriber_id, c.id, c.version
        )
        insert into change (structure_id, prescriber_id, resource, row_id, version, kind)
        select m.structure_id, m.prescriber_id, 'candidacy', m.id, m.version, 'updated' from marked m;
        obsoleted := obsoleted + 1;
    end loop;
    return obsoleted;
end
$$;

ALTER FUNCTION public.obsolete_siblings(candidacy uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION obsolete_siblings(candidacy uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.obsolete_siblings(candidacy uuid) IS 'Marks the other open files of the person obsolete; returns how many.';

--
-- Name: agreement; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.agreement (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    scope text NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    state text DEFAULT 'proposed'::text NOT NULL,
    CONSTRAINT agreement_days CHECK ((ends_on >= starts_on)),
    CONSTRAINT agreement_scope CHECK ((scope = 'headline'::text)),
    CONSTRAINT agreement_state CHECK ((state = ANY (ARRAY['proposed'::text, 'open'::text, 'closed'::text, 'declined'::text])))
);

ALTER TABLE public.agreement OWNER TO maillon_owner;

--
-- Name: path_exit; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.path_exit (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    path_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    worksite_id uuid NOT NULL,
    exit_on date NOT NULL,
    reason text NOT NULL,
    category text NOT NULL,
    asp_code text,
    counted boolean NOT NULL,
    uncounted_because text,
    job_starts_on date,
    job_ends_on date,
    employer_name text,
    individual_progress boolean,
    collective_life boolean,
    transferable_skills boolean,
    project_defined boolean,
    barriers_lifted text,
    job_search_tools boolean,
    comment text,
    CONSTRAINT path_exit_barriers_lifted CHECK ((barriers_lifted = ANY (ARRAY['all'::text, 'some'::text, 'none'::text]))),
    CONSTRAINT path_exit_category CHECK ((category = ANY (ARRAY['durable'::text, 'transition'::text, 'positive'::text, 'other'::text, 'neutral'::text]))),
    CONSTRAINT path_exit_counted CHECK (((NOT counted) OR (category <> 'neutral'::text))),
    CONSTRAINT path_exit_job_days CHECK ((job_ends_on >= job_starts_on)),
    CONSTRAINT path_exit_uncounted CHECK ((counted = (uncounted_because IS NULL)))
);

ALTER TABLE public.path_exit OWNER TO maillon_owner;

--
-- Name: outcome_headline(date, date, uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.outcome_headline(from_on date, to_on date, only_structure uuid DEFAULT NULL::uuid) RETURNS TABLE(structure_id uuid, structure_name text, worksite_id uuid, worksite_name text, reason text, category text, counted bigint, uncounted bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 WITH shown AS (
          SELECT (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid AS id
         UNION
          SELECT a.structure_id
            FROM public.agreement a
           WHERE ((a.partner_id = (NULLIF(current_setting('app.partner_id'::text, true), ''::text))::uuid) AND (a.state = 'open'::text) AND (a.scope = 'headline'::text) AND (daterange(a.starts_on, a.ends_on, '[]'::text) @> (NULLIF(current_setting('app.today'::text, true), ''::text))::date))
         )
  SELECT e.structure_id,
     s.name,
     e.worksite_id,
     w.name,
     e.reason,
     e.category,
     count(*) FILTER (WHERE e.counted) AS count,
     count(*) FILTER (WHERE (NOT e.counted)) AS count
    FROM (((shown
      JOIN public.path_exit e ON ((e.structure_id = shown.id)))
      JOIN public.structure s ON ((s.id = e.structure_id)))
      JOIN public.worksite w ON (((w.structure_id = e.structure_id) AND (w.id = e.worksite_id))))
   WHERE ((e.exit_on >= outcome_headline.from_on) AND (e.exit_on <= outcome_headline.to_on) AND ((outcome_headline.only_structure IS NULL) OR (e.structure_id = outcome_headline.only_structure)))
   GROUP BY e.structure_id, s.name, e.worksite_id, w.name, e.reason, e.category
   ORDER BY s.name, e.structure_id, w.name, e.worksite_id, e.category, e.reason;
END;

ALTER FUNCTION public.outcome_headline(from_on date, to_on date, only_structure uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION outcome_headline(from_on date, to_on date, only_structure uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.outcome_headline(from_on date, to_on date, only_structure uuid) IS 'Exits of a period by structure, worksite, reason and category: the own structure, or those of the agreements in force.';

--
-- Name: target; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.target (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    year integer NOT NULL,
    name text NOT NULL,
    categories text[] DEFAULT '{}'::text[] NOT NULL,
    reasons text[] DEFAULT '{}'::text[] NOT NULL,
    rate_numerator integer NOT NULL,
    rate_denominator integer NOT NULL,
    CONSTRAINT target_categories CHECK ((categories <@ ARRAY['durable'::text, 'transition'::text, 'positive'::text, 'other'::text])),
    CONSTRAINT target_counts CHECK (((cardinality(categories) + cardinality(reasons)) > 0)),
    CONSTRAINT target_rate CHECK (((rate_denominator > 0) AND ((rate_numerator >= 0) AND (rate_numerator <= rate_denominator))))
);

ALTER TABLE public.target OWNER TO maillon_owner;

--
-- Name: outcome_targets(date, date, uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.outcome_targets(from_on date, to_on date, only_structure uuid DEFAULT NULL::uuid) RETURNS TABLE(structure_id uuid, year integer, name text, categories text[], reasons text[], rate_numerator integer, rate_denominator integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 WITH shown AS (
          SELECT (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid AS id
         UNION
          SELECT a.structure_id
            FROM public.agreement a
           WHERE ((a.partner_id = (NULLIF(current_setting('app.partner_id'::text, true), ''::text))::uuid) AND (a.state = 'open'::text) AND (a.scope = 'headline'::text) AND (daterange(a.starts_on, a.ends_on, '[]'::text) @> (NULLIF(current_setting('app.today'::text, true), ''::text))::date))
         )
  SELECT t.structure_id,
     t.year,
     t.name,
     t.categories,
     t.reasons,
     t.rate_numerator,
     t.rate_denominator
    FROM (shown
      JOIN public.target t ON ((t.structure_id = shown.id)))
   WHERE ((((t.year)::numeric >= EXTRACT(year FROM outcome_targets.from_on)) AND ((t.year)::numeric <= EXTRACT(year FROM outcome_targets.to_on))) AND ((outcome_targets.only_structure IS NULL) OR (t.structure_id = outcome_targets.only_structure)))
   ORDER BY t.structure_id, t.year, t.name, t.id;
END;

ALTER FUNCTION public.outcome_targets(from_on date, to_on date, only_structure uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION outcome_targets(from_on date, to_on date, only_structure uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.outcome_targets(from_on date, to_on date, only_structure uuid) IS 'Negotiated targets of the years of a period: of the own structure, or of those of the agreements in force.';

--
-- Name: pass_suspension; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.pass_suspension (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    pass_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    reason text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    CONSTRAINT pass_suspension_days CHECK ((ends_on >= starts_on)),
    CONSTRAINT pass_suspension_reason CHECK ((reason = ANY (ARRAY['contract_suspended'::text, 'contract_broken'::text, 'contract_finished'::text, 'between_structures'::text, 'bridge_contract'::text]))),
    CONSTRAINT pass_suspension_state CHECK ((state = ANY (ARRAY['active'::text, 'cancelled'::text])))
);

ALTER TABLE public.pass_suspension OWNER TO maillon_owner;

--
-- Name: pass_days_left(uuid, date, date); Type: FUNCTION; Schema: public; Owner: maillon_owner
--

CREATE FUNCTION public.pass_days_left(pass uuid, start_on date, last_on date) RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    RETURN ((SELECT (GREATEST(0, ((pass_days_left.last_on - d.first_on) + 1)) - COALESCE((SELECT sum(GREATEST(0, ((LEAST(s.ends_on, pass_days_left.last_on) - GREATEST(s.starts_on, d.first_on)) + 1))) AS sum FROM public.pass_suspension s WHERE ((s.structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid) AND (s.pass_id = pass_days_left.pass) AND (s.state = 'active'::text))), (0)::bigint)) FROM (SELECT GREATEST((NULLIF(current_setting('app.today'::text, true), ''::text))::date, pass_days_left.start_on) AS first_on) d))::integer;

ALTER FUNCTION public.pass_days_left(pass uuid, start_on date, last_on date) OWNER TO maillon_owner;

--
-- Name: FUNCTION pass_days_left(pass uuid, start_on date, last_on date); Type: COMMENT; Schema: public; Owner: maillon_owner
--

COMMENT ON FUNCTION public.pass_days_left(pass uuid, start_on date, last_on date) IS 'Days of a PASS from today to its end, less the suspended ones.';

--
-- Name: participant; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.participant (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    candidacy_id uuid,
    first_name text NOT NULL,
    last_name text NOT NULL,
    birth_on date NOT NULL,
    sex text DEFAULT 'unspecified'::text NOT NULL,
    email text,
    phone text,
    address text,
    postcode text,
    town text,
    support_agreed_on date,
    external_id text,
    search text GENERATED ALWAYS AS (public.search_form(((last_name || ' '::text) || first_name))) STORED COLLATE pg_catalog."C",
    search_first text GENERATED ALWAYS AS (public.search_form(((first_name || ' '::text) || last_name))) STORED COLLATE pg_catalog."C",
    CONSTRAINT participant_sex CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text, 'unspecified'::text])))
);

ALTER TABLE public.participant OWNER TO maillon_owner;

--
-- Name: pass; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.pass (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    number text NOT NULL,
    start_on date NOT NULL,
    end_on date,
    official_end_on date,
    last_on date NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    CONSTRAINT pass_days CHECK ((last_on >= start_on)),
    CONSTRAINT pass_last_day CHECK ((last_on = COALESCE(official_end_on, end_on))),
    CONSTRAINT pass_state CHECK ((state = ANY (ARRAY['active'::text, 'cancelled'::text])))
);

ALTER TABLE public.pass OWNER TO maillon_owner;

--
-- Name: pass_extension; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.pass_extension (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    pass_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    prescriber_id uuid,
    reason text NOT NULL,
    days integer NOT NULL,
    pass_number text NOT NULL,
    pass_last_on date NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    birth_on date NOT NULL,
    state text NOT NULL,
    requested_on date NOT NULL,
    answered_on date,
    answer text,
    CONSTRAINT pass_extension_answered CHECK (((answered_on IS NOT NULL) = (state = ANY (ARRAY['granted'::text, 'denied'::text])))),
    CONSTRAINT pass_extension_days CHECK (((days >= 1) AND (days <= 3650))),
    CONSTRAINT pass_extension_opinion CHECK (((prescriber_id IS NOT NULL) = (reason = ANY ('{rqth,senior,particular_difficulties}'::text[])))),
    CONSTRAINT pass_extension_reason CHECK ((reason = ANY (ARRAY['rqth'::text, 'senior'::text, 'particular_difficulties'::text, 'complete_training'::text, 'senior_cdi'::text]))),
    CONSTRAINT pass_extension_state CHECK ((state = ANY (ARRAY['requested'::text, 'granted'::text, 'denied'::text, 'withdrawn'::text])))
);

ALTER TABLE public.pass_extension OWNER TO maillon_owner;

--
-- Name: pass_extension_lock(uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.pass_extension_lock(extension uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 SELECT a.id
    FROM ((public.pass_extension e
      JOIN public.pass a ON (((a.structure_id = e.structure_id) AND (a.id = e.pass_id))))
      JOIN public.participant p ON (((p.structure_id = a.structure_id) AND (p.id = a.participant_id))))
   WHERE ((e.id = pass_extension_lock.extension) AND (e.prescriber_id = (NULLIF(current_setting('app.prescriber_id'::text, true), ''::text))::uuid))
  FOR NO KEY UPDATE OF p
  FOR NO KEY UPDATE OF a;
END;

ALTER FUNCTION public.pass_extension_lock(extension uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION pass_extension_lock(extension uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.pass_extension_lock(extension uuid) IS 'Locks the person and the PASS of an extension that the prescriber is asked about.';

--
-- Name: pass_set_end(uuid, date, date); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.pass_set_end(pass uuid, end_on date, last_on date) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    with moved as (
        update pass a set end_on = pass_set_end.end_on, last_on = pass_set_end.last_on, version = a.version + 1, updated_at = now()
        where a.id = pass_set_end.pass and (
            a.structure_id = nullif(current_setting('app.structure_id', true), '')::uuid
            or exists (select from pass_extension e
                where e.structure_id = a.structure_id and e.pass_id = a.id and e.state = 'granted'
                    and e.prescriber_id = nullif(current_setting('app.prescriber_id', true), '')::uuid))
        returning a.structure_id, a.id, a.version
    )
    insert into change (structure_id, resource, row_id, version, kind)
    select m.structure_id, 'pass', m.id, m.version, 'updated' from moved m;
$$;

ALTER FUNCTION public.pass_set_end(pass uuid, end_on date, last_on date) OWNER TO maillon_relay;

--
-- Name: FUNCTION pass_set_end(pass uuid, end_on date, last_on date); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.pass_set_end(pass uuid, end_on date, last_on date) IS 'Writes the end of a PASS that a suspension or an extension moved.';

--
-- Name: eligibility_diagnosis; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.eligibility_diagnosis (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    candidacy_id uuid,
    participant_id uuid,
    prescriber_id uuid,
    diagnosed_on date NOT NULL,
    last_on date NOT NULL,
    criteria text[] DEFAULT '{}'::text[] NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    CONSTRAINT eligibility_diagnosis_criteria CHECK (((prescriber_id IS NULL) OR (criteria = '{}'::text[]))),
    CONSTRAINT eligibility_diagnosis_days CHECK ((last_on >= diagnosed_on)),
    CONSTRAINT eligibility_diagnosis_person CHECK ((num_nonnulls(candidacy_id, participant_id) > 0)),
    CONSTRAINT eligibility_diagnosis_state CHECK ((state = ANY (ARRAY['active'::text, 'cancelled'::text])))
);

ALTER TABLE public.eligibility_diagnosis OWNER TO maillon_owner;

--
-- Name: person_rights(uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.person_rights(participant uuid) RETURNS TABLE(kind text, id uuid, pass_id uuid, first_on date, last_on date, official_end_on date, days integer, prescriber_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 WITH person AS (
          SELECT p.id,
             p.structure_id
            FROM public.participant p
           WHERE ((p.id = person_rights.participant) AND (p.structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid))
         UNION
          SELECT e.participant_id,
             e.structure_id
            FROM public.pass_extension e
           WHERE ((e.participant_id = person_rights.participant) AND (e.state = 'requested'::text) AND (e.prescriber_id = (NULLIF(current_setting('app.prescriber_id'::text, true), ''::text))::uuid))
         )
  SELECT 'pass'::text AS kind,
     a.id,
     NULL::uuid AS pass_id,
     a.start_on AS first_on,
     a.last_on,
     a.official_end_on,
     NULL::integer AS days,
     NULL::uuid AS prescriber_id
    FROM (person q
      JOIN public.pass a ON (((a.structure_id = q.structure_id) AND (a.participant_id = q.id))))
   WHERE (a.state = 'active'::text)
 UNION ALL
  SELECT 'suspension'::text AS kind,
     s.id,
     s.pass_id,
     s.starts_on AS first_on,
     s.ends_on AS last_on,
     NULL::date AS official_end_on,
     NULL::integer AS days,
     NULL::uuid AS prescriber_id
    FROM ((person q
      JOIN public.pass a ON (((a.structure_id = q.structure_id) AND (a.participant_id = q.id))))
      JOIN public.pass_suspension s ON (((s.structure_id = a.structure_id) AND (s.pass_id = a.id))))
   WHERE ((a.state = 'active'::text) AND (s.state = 'active'::text))
 UNION ALL
  SELECT 'extension'::text AS kind,
     e.id,
     e.pass_id,
     NULL::date AS first_on,
     NULL::date AS last_on,
     NULL::date AS official_end_on,
     e.days,
     NULL::uuid AS prescriber_id
    FROM ((person q
      JOIN public.pass a ON (((a.structure_id = q.structure_id) AND (a.participant_id = q.id))))
      JOIN public.pass_extension e ON (((e.structure_id = a.structure_id) AND (e.pass_id = a.id))))
   WHERE ((a.state = 'active'::text) AND (e.state = 'granted'::text))
 UNION ALL
  SELECT 'diagnosis'::text AS kind,
     d.id,
     NULL::uuid AS pass_id,
     d.diagnosed_on AS first_on,
     d.last_on,
     NULL::date AS official_end_on,
     NULL::integer AS days,
     d.prescriber_id
    FROM (person q
      JOIN public.eligibility_diagnosis d ON (((d.structure_id = q.structure_id) AND (d.participant_id = q.id))))
   WHERE (d.state = 'active'::text)
  ORDER BY 1, 4, 2;
END;

ALTER FUNCTION public.person_rights(participant uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION person_rights(participant uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.person_rights(participant uuid) IS 'PASSes, suspensions, granted extensions and diagnoses of a person of the structure, or of a person whose extension the prescriber is asked about.';

--
-- Name: region_of(text); Type: FUNCTION; Schema: public; Owner: maillon_owner
--

CREATE FUNCTION public.region_of(department text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (SELECT d.region_fr FROM public.reference_departments d WHERE (d.code = region_of.department));

ALTER FUNCTION public.region_of(department text) OWNER TO maillon_owner;

--
-- Name: staff_accompanies(uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.staff_accompanies(member uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    RETURN (EXISTS (SELECT FROM public.staff_member s WHERE ((s.id = staff_accompanies.member) AND s.active AND (s.role = ANY ('{director,counsellor}'::text[])) AND (s.structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid))));

ALTER FUNCTION public.staff_accompanies(member uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION staff_accompanies(member uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.staff_accompanies(member uuid) IS 'Whether an active director or counsellor of the structure: who reads what accompanying a person needs.';

--
-- Name: structure_takes_candidacies(uuid); Type: FUNCTION; Schema: public; Owner: maillon_owner
--

CREATE FUNCTION public.structure_takes_candidacies(structure uuid) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT s.open_to_candidacies
    FROM public.structure s
   WHERE (s.id = structure_takes_candidacies.structure);
END;

ALTER FUNCTION public.structure_takes_candidacies(structure uuid) OWNER TO maillon_owner;

--
-- Name: transition; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.transition (
    id bigint NOT NULL,
    structure_id uuid,
    resource text NOT NULL,
    row_id uuid NOT NULL,
    verb text NOT NULL,
    from_state text,
    to_state text,
    actor_id uuid,
    actor_kind text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    occurred_on date,
    comment text,
    request_id text,
    CONSTRAINT transition_actor CHECK (((actor_kind = 'job'::text) OR (actor_id IS NOT NULL))),
    CONSTRAINT transition_actor_kind CHECK ((actor_kind = ANY (ARRAY['staff'::text, 'prescriber'::text, 'partner'::text, 'operator'::text, 'signatory'::text, 'job'::text])))
);

ALTER TABLE public.transition OWNER TO maillon_owner;

--
-- Name: transition_comment(bigint); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.transition_comment(transition bigint) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    RETURN (SELECT x.comment FROM public.transition x WHERE ((x.id = transition_comment.transition) AND (x.structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid) AND (current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor}'::text[]))));

ALTER FUNCTION public.transition_comment(transition bigint) OWNER TO maillon_relay;

--
-- Name: FUNCTION transition_comment(transition bigint); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.transition_comment(transition bigint) IS 'What was said of a move, for those who accompany the person.';

--
-- Name: vacancy_is_open(text, date, date); Type: FUNCTION; Schema: public; Owner: maillon_owner
--

CREATE FUNCTION public.vacancy_is_open(state text, opens_on date, closes_on date) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ((state = 'open'::text) AND (opens_on <= (NULLIF(current_setting('app.today'::text, true), ''::text))::date) AND (COALESCE(closes_on, 'infinity'::date) >= (NULLIF(current_setting('app.today'::text, true), ''::text))::date));

ALTER FUNCTION public.vacancy_is_open(state text, opens_on date, closes_on date) OWNER TO maillon_owner;

--
-- Name: vacancy_offered(uuid, uuid); Type: FUNCTION; Schema: public; Owner: maillon_relay
--

CREATE FUNCTION public.vacancy_offered(vacancy uuid, structure uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    BEGIN ATOMIC
 SELECT (public.vacancy_is_open(v.state, v.opens_on, v.closes_on) AND (((v.structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid) OR public.structure_takes_candidacies(v.structure_id)) IS TRUE))
    FROM public.vacancy v
   WHERE ((v.id = vacancy_offered.vacancy) AND (v.structure_id = vacancy_offered.structure) AND ((v.state <> 'draft'::text) OR (v.structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid)));
END;

ALTER FUNCTION public.vacancy_offered(vacancy uuid, structure uuid) OWNER TO maillon_relay;

--
-- Name: FUNCTION vacancy_offered(vacancy uuid, structure uuid); Type: COMMENT; Schema: public; Owner: maillon_relay
--

COMMENT ON FUNCTION public.vacancy_offered(vacancy uuid, structure uuid) IS 'Whether a vacancy takes candidacies today; null when there is none.';

--
-- Name: worksites_at(text); Type: FUNCTION; Schema: public; Owner: maillon_owner
--

CREATE FUNCTION public.worksites_at(town text) RETURNS SETOF uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT w.id
    FROM public.worksite w
   WHERE (w.search_town = public.search_form(worksites_at.town))
 UNION ALL
  SELECT w.id
    FROM (public.structure s
      JOIN public.worksite w ON ((w.structure_id = s.id)))
   WHERE ((s.search_town = public.search_form(worksites_at.town)) AND (w.town IS NULL));
END;

ALTER FUNCTION public.worksites_at(town text) OWNER TO maillon_owner;

--
-- Name: worksites_in(text[]); Type: FUNCTION; Schema: public; Owner: maillon_owner
--

CREATE FUNCTION public.worksites_in(departments text[]) RETURNS SETOF uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT w.id
    FROM public.worksite w
   WHERE (w.located_in = ANY (worksites_in.departments))
 UNION ALL
  SELECT w.id
    FROM (public.structure s
      JOIN public.worksite w ON ((w.structure_id = s.id)))
   WHERE ((s.located_in = ANY (worksites_in.departments)) AND (w.located_in IS NULL));
END;

ALTER FUNCTION public.worksites_in(departments text[]) OWNER TO maillon_owner;

--
-- Name: access_entry; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.access_entry (
    id bigint NOT NULL,
    structure_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor_id uuid NOT NULL,
    resource text NOT NULL,
    resource_id uuid NOT NULL,
    operation text NOT NULL,
    purpose text NOT NULL,
    request_id text,
    CONSTRAINT access_entry_purpose CHECK ((purpose = ANY (ARRAY['recruitment'::text, 'accompaniment'::text, 'employment'::text, 'immersion'::text, 'outcome'::text])))
);

ALTER TABLE public.access_entry OWNER TO maillon_owner;

--
-- Name: access_entry_id_seq; Type: SEQUENCE; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.access_entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.access_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: background; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.background (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    former_jobs jsonb DEFAULT '[]'::jsonb NOT NULL,
    trainings jsonb DEFAULT '[]'::jsonb NOT NULL,
    interests text[] DEFAULT '{}'::text[] NOT NULL,
    wishes jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT background_former_jobs CHECK ((jsonb_typeof(former_jobs) = 'array'::text)),
    CONSTRAINT background_trainings CHECK ((jsonb_typeof(trainings) = 'array'::text)),
    CONSTRAINT background_wishes CHECK ((jsonb_typeof(wishes) = 'array'::text))
);

ALTER TABLE public.background OWNER TO maillon_owner;

--
-- Name: change; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.change (
    era integer DEFAULT public.current_era() NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    seq bigint NOT NULL,
    structure_id uuid,
    prescriber_id uuid,
    resource text NOT NULL,
    row_id uuid NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT change_kind CHECK ((kind = ANY (ARRAY['created'::text, 'updated'::text, 'deleted'::text])))
);

ALTER TABLE public.change OWNER TO maillon_owner;

--
-- Name: change_seq_seq; Type: SEQUENCE; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.change ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.change_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: entry_situation; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.entry_situation (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    path_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    rsa boolean,
    ass boolean,
    aah boolean,
    rqth boolean,
    unemployed_months integer,
    education_level text,
    zrr boolean,
    qpv boolean,
    CONSTRAINT entry_situation_unemployed_months CHECK (((unemployed_months >= 0) AND (unemployed_months <= 840)))
);

ALTER TABLE public.entry_situation OWNER TO maillon_owner;

--
-- Name: host; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.host (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    name text NOT NULL,
    siret text NOT NULL,
    legal_form text,
    main_activity text,
    naf text,
    collective_agreement text,
    address text,
    postcode text,
    town text,
    person_in_charge text,
    person_in_charge_function text,
    email text,
    phone text,
    external_id text,
    search text GENERATED ALWAYS AS (public.search_form(name)) STORED COLLATE pg_catalog."C"
);

ALTER TABLE public.host OWNER TO maillon_owner;

--
-- Name: idempotency_key; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.idempotency_key (
    actor_id uuid NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer NOT NULL,
    body bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.idempotency_key OWNER TO maillon_owner;

--
-- Name: immersion_signature; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.immersion_signature (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    immersion_id uuid NOT NULL,
    role text NOT NULL,
    name text NOT NULL,
    function text,
    signed_on date NOT NULL,
    medium text NOT NULL,
    evidence text,
    revoked_at timestamp with time zone,
    CONSTRAINT immersion_signature_medium CHECK ((medium = ANY (ARRAY['paper'::text, 'electronic'::text]))),
    CONSTRAINT immersion_signature_role CHECK ((role = ANY (ARRAY['beneficiary'::text, 'employer'::text, 'host'::text, 'legal_representative'::text])))
);

ALTER TABLE public.immersion_signature OWNER TO maillon_owner;

--
-- Name: invitation; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.invitation (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    email text NOT NULL,
    by_operator boolean DEFAULT false NOT NULL,
    hash bytea NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '7 days'::interval) NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT invitation_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT invitation_state CHECK ((state = ANY (ARRAY['pending'::text, 'used'::text, 'revoked'::text])))
);

ALTER TABLE public.invitation OWNER TO maillon_owner;

--
-- Name: parameter; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.parameter (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    key text NOT NULL,
    value bigint NOT NULL,
    unit text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    source text,
    mark text,
    CONSTRAINT parameter_period CHECK ((valid_to >= valid_from))
);

ALTER TABLE public.parameter OWNER TO maillon_owner;

--
-- Name: path; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.path (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    worksite_id uuid NOT NULL,
    counsellor_id uuid,
    candidacy_id uuid,
    started_on date,
    limit_on date,
    ended_on date,
    objective text,
    CONSTRAINT path_days CHECK ((ended_on >= started_on))
);

ALTER TABLE public.path OWNER TO maillon_owner;

--
-- Name: recruitment_assessment; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.recruitment_assessment (
    id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    structure_id uuid NOT NULL,
    candidacy_id uuid NOT NULL,
    author_id uuid NOT NULL,
    assessed_on date NOT NULL,
    needs_help text DEFAULT 'unknown'::text NOT NULL,
    needs_help_comment text,
    asks_for_help text DEFAULT 'unknown'::text NOT NULL,
    asks_for_help_comment text,
    can_be_useful text DEFAULT 'unknown'::text NOT NULL,
    can_be_useful_comment text,
    outside_means text DEFAULT 'unknown'::text NOT NULL,
    outside_means_comment text,
    fits_team text DEFAULT 'unknown'::text NOT NULL,
    fits_team_comment text,
    opinion text,
    opinion_comment text,
    CONSTRAINT recruitment_assessment_asks_for_help CHECK ((asks_for_help = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text]))),
    CONSTRAINT recruitment_assessment_can_be_useful CHECK ((can_be_useful = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text]))),
    CONSTRAINT recruitment_assessment_fits_team CHECK ((fits_team = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text]))),
    CONSTRAINT recruitment_assessment_needs_help CHECK ((needs_help = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text]))),
    CONSTRAINT recruitment_assessment_opinion CHECK ((opinion = ANY (ARRAY['favourable'::text, 'reserved'::text, 'unfavourable'::text]))),
    CONSTRAINT recruitment_assessment_outside_means CHECK ((outside_means = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text])))
);

ALTER TABLE public.recruitment_assessment OWNER TO maillon_owner;

--
-- Name: reference_asp_prescribers; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.reference_asp_prescribers (
    code text NOT NULL,
    label_fr text NOT NULL
);

ALTER TABLE public.reference_asp_prescribers OWNER TO maillon_owner;

--
-- Name: reference_barriers; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.reference_barriers (
    code text NOT NULL,
    kind text,
    label_fr text NOT NULL,
    label_en text,
    asp text,
    france_travail text,
    data_inclusion text
);

ALTER TABLE public.reference_barriers OWNER TO maillon_owner;

--
-- Name: reference_candidate_situations; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.reference_candidate_situations (
    code text NOT NULL,
    label_fr text NOT NULL,
    label_en text NOT NULL
);

ALTER TABLE public.reference_candidate_situations OWNER TO maillon_owner;

--
-- Name: reference_countries; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.reference_countries (
    code text NOT NULL,
    label_fr text NOT NULL
);

ALTER TABLE public.reference_countries OWNER TO maillon_owner;

--
-- Name: reference_dsn_termination; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.reference_dsn_termination (
    code text NOT NULL,
    label_fr text NOT NULL,
    label_en text,
    contract_kinds text
);

ALTER TABLE public.reference_dsn_termination OWNER TO maillon_owner;

--
-- Name: reference_education_levels; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.reference_education_levels (
    code text NOT NULL,
    label_fr text NOT NULL
);

ALTER TABLE public.reference_education_levels OWNER TO maillon_owner;

--
-- Name: reference_eligibility_criteria; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.reference_eligibility_criteria (
    code text NOT NULL,
    level text,
    label_fr text NOT NULL,
    proof_fr text,
    proof_validity_fr text,
    label_en text
);

ALTER TABLE public.reference_eligibility_criteria OWNER TO maillon_owner;

--
-- Name: reference_exit_reasons; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.reference_exit_reasons (
    code text NOT NULL,
    asp_code text,
    category text,
    label_fr text NOT NULL,
    label_en text,
    status text
);

ALTER TABLE public.reference_exit_reasons OWNER TO maillon_owner;

--
-- Name: reference_prescriber_kinds; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.reference_prescriber_kinds (
    code text NOT NULL,
    label_fr text NOT NULL,
    asp_code_when_authorised text,
    sensitive text,
    may_be_authorised text
);

ALTER TABLE public.reference_prescriber_kinds OWNER TO maillon_owner;

--
-- Name: reference_refusal_reasons; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.reference_refusal_reasons (
    code text NOT NULL,
    label_fr text NOT NULL,
    label_en text
);

ALTER TABLE public.reference_refusal_reasons OWNER TO maillon_owner;

--
-- Name: reference_rome; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.reference_rome (
    code text NOT NULL,
    label_fr text NOT NULL,
    domain_fr text
);

ALTER TABLE public.reference_rome OWNER TO maillon_owner;

--
-- Name: schema_migration; Type: TABLE; Schema: public; Owner: maillon_owner
--

CREATE TABLE public.schema_migration (
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.schema_migration OWNER TO maillon_owner;

--
-- Name: transition_id_seq; Type: SEQUENCE; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.transition ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.transition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: access_entry access_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.access_entry
    ADD CONSTRAINT access_entry_pkey PRIMARY KEY (structure_id, participant_id, id);

--
-- Name: agreement agreement_no_overlap; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_no_overlap EXCLUDE USING gist (structure_id WITH =, partner_id WITH =, scope WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&) WHERE ((state = 'open'::text));

--
-- Name: agreement agreement_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_pkey PRIMARY KEY (id);

--
-- Name: agreement agreement_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_structure_id UNIQUE (structure_id, id);

--
-- Name: api_key api_key_hash_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_hash_key UNIQUE (hash);

--
-- Name: api_key api_key_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (id);

--
-- Name: api_key api_key_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_structure_id UNIQUE (structure_id, id);

--
-- Name: background background_participant_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.background
    ADD CONSTRAINT background_participant_key UNIQUE (structure_id, participant_id);

--
-- Name: background background_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.background
    ADD CONSTRAINT background_pkey PRIMARY KEY (id);

--
-- Name: background background_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.background
    ADD CONSTRAINT background_structure_id UNIQUE (structure_id, id);

--
-- Name: candidacy candidacy_external_id_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_external_id_key UNIQUE (prescriber_id, external_id);

--
-- Name: candidacy candidacy_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_pkey PRIMARY KEY (id);

--
-- Name: candidacy candidacy_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_structure_id UNIQUE (structure_id, id);

--
-- Name: change change_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.change
    ADD CONSTRAINT change_pkey PRIMARY KEY (era, xid, seq);

--
-- Name: contract contract_no_overlap; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_no_overlap EXCLUDE USING gist (participant_id WITH =, daterange(starts_on, last_on, '[]'::text) WITH &&) WHERE ((state = ANY (ARRAY['signed'::text, 'ended'::text, 'terminated'::text])));

--
-- Name: contract contract_path; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_path UNIQUE (structure_id, id, path_id, participant_id);

--
-- Name: contract contract_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_pkey PRIMARY KEY (id);

--
-- Name: contract contract_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_structure_id UNIQUE (structure_id, id);

--
-- Name: directory_word directory_word_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.directory_word
    ADD CONSTRAINT directory_word_pkey PRIMARY KEY (resource, row_id, word);

--
-- Name: eligibility_diagnosis eligibility_diagnosis_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.eligibility_diagnosis
    ADD CONSTRAINT eligibility_diagnosis_pkey PRIMARY KEY (id);

--
-- Name: eligibility_diagnosis eligibility_diagnosis_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.eligibility_diagnosis
    ADD CONSTRAINT eligibility_diagnosis_structure_id UNIQUE (structure_id, id);

--
-- Name: entry_situation entry_situation_path_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.entry_situation
    ADD CONSTRAINT entry_situation_path_key UNIQUE (structure_id, path_id);

--
-- Name: entry_situation entry_situation_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.entry_situation
    ADD CONSTRAINT entry_situation_pkey PRIMARY KEY (id);

--
-- Name: entry_situation entry_situation_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.entry_situation
    ADD CONSTRAINT entry_situation_structure_id UNIQUE (structure_id, id);

--
-- Name: era era_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.era
    ADD CONSTRAINT era_pkey PRIMARY KEY (id);

--
-- Name: host host_external_id_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.host
    ADD CONSTRAINT host_external_id_key UNIQUE (structure_id, external_id);

--
-- Name: host host_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.host
    ADD CONSTRAINT host_pkey PRIMARY KEY (id);

--
-- Name: host host_siret_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.host
    ADD CONSTRAINT host_siret_key UNIQUE (structure_id, siret);

--
-- Name: host host_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.host
    ADD CONSTRAINT host_structure_id UNIQUE (structure_id, id);

--
-- Name: idempotency_key idempotency_key_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_pkey PRIMARY KEY (actor_id, key);

--
-- Name: identity identity_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_pkey PRIMARY KEY (id);

--
-- Name: identity identity_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_structure_id UNIQUE (structure_id, id);

--
-- Name: immersion_link immersion_link_hash_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion_link
    ADD CONSTRAINT immersion_link_hash_key UNIQUE (hash);

--
-- Name: immersion_link immersion_link_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion_link
    ADD CONSTRAINT immersion_link_pkey PRIMARY KEY (id);

--
-- Name: immersion_link immersion_link_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion_link
    ADD CONSTRAINT immersion_link_structure_id UNIQUE (structure_id, id);

--
-- Name: immersion immersion_no_overlap; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion
    ADD CONSTRAINT immersion_no_overlap EXCLUDE USING gist (participant_id WITH =, daterange(starts_on, last_on, '[]'::text) WITH &&) WHERE (((state <> ALL (ARRAY['draft'::text, 'rejected'::text, 'cancelled'::text, 'abandoned'::text])) AND (result IS DISTINCT FROM 'did_not_show'::text)));

--
-- Name: immersion immersion_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion
    ADD CONSTRAINT immersion_pkey PRIMARY KEY (id);

--
-- Name: immersion_signature immersion_signature_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion_signature
    ADD CONSTRAINT immersion_signature_pkey PRIMARY KEY (id);

--
-- Name: immersion_signature immersion_signature_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion_signature
    ADD CONSTRAINT immersion_signature_structure_id UNIQUE (structure_id, id);

--
-- Name: immersion immersion_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion
    ADD CONSTRAINT immersion_structure_id UNIQUE (structure_id, id);

--
-- Name: invitation invitation_hash_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_hash_key UNIQUE (hash);

--
-- Name: invitation invitation_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);

--
-- Name: invitation invitation_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_structure_id UNIQUE (structure_id, id);

--
-- Name: parameter parameter_key_from; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.parameter
    ADD CONSTRAINT parameter_key_from UNIQUE (key, valid_from);

--
-- Name: parameter parameter_no_overlap; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.parameter
    ADD CONSTRAINT parameter_no_overlap EXCLUDE USING gist (key WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: parameter parameter_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.parameter
    ADD CONSTRAINT parameter_pkey PRIMARY KEY (id);

--
-- Name: participant participant_candidacy_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.participant
    ADD CONSTRAINT participant_candidacy_key UNIQUE (structure_id, candidacy_id);

--
-- Name: participant participant_external_id_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.participant
    ADD CONSTRAINT participant_external_id_key UNIQUE (structure_id, external_id);

--
-- Name: participant participant_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.participant
    ADD CONSTRAINT participant_pkey PRIMARY KEY (id);

--
-- Name: participant participant_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.participant
    ADD CONSTRAINT participant_structure_id UNIQUE (structure_id, id);

--
-- Name: partner partner_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_pkey PRIMARY KEY (id);

--
-- Name: partner partner_siret_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_siret_key UNIQUE (siret);

--
-- Name: pass_extension pass_extension_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass_extension
    ADD CONSTRAINT pass_extension_pkey PRIMARY KEY (id);

--
-- Name: pass_extension pass_extension_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass_extension
    ADD CONSTRAINT pass_extension_structure_id UNIQUE (structure_id, id);

--
-- Name: pass pass_no_overlap; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass
    ADD CONSTRAINT pass_no_overlap EXCLUDE USING gist (participant_id WITH =, daterange(start_on, last_on, '[]'::text) WITH &&) WHERE ((state = 'active'::text));

--
-- Name: pass pass_participant; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass
    ADD CONSTRAINT pass_participant UNIQUE (structure_id, id, participant_id);

--
-- Name: pass pass_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass
    ADD CONSTRAINT pass_pkey PRIMARY KEY (id);

--
-- Name: pass pass_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass
    ADD CONSTRAINT pass_structure_id UNIQUE (structure_id, id);

--
-- Name: pass_suspension pass_suspension_no_overlap; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass_suspension
    ADD CONSTRAINT pass_suspension_no_overlap EXCLUDE USING gist (pass_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&) WHERE ((state = 'active'::text));

--
-- Name: pass_suspension pass_suspension_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass_suspension
    ADD CONSTRAINT pass_suspension_pkey PRIMARY KEY (id);

--
-- Name: pass_suspension pass_suspension_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass_suspension
    ADD CONSTRAINT pass_suspension_structure_id UNIQUE (structure_id, id);

--
-- Name: path_exit path_exit_path_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path_exit
    ADD CONSTRAINT path_exit_path_key UNIQUE (structure_id, path_id);

--
-- Name: path_exit path_exit_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path_exit
    ADD CONSTRAINT path_exit_pkey PRIMARY KEY (id);

--
-- Name: path_exit path_exit_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path_exit
    ADD CONSTRAINT path_exit_structure_id UNIQUE (structure_id, id);

--
-- Name: path path_participant; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path
    ADD CONSTRAINT path_participant UNIQUE (structure_id, id, participant_id);

--
-- Name: path path_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path
    ADD CONSTRAINT path_pkey PRIMARY KEY (id);

--
-- Name: path path_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path
    ADD CONSTRAINT path_structure_id UNIQUE (structure_id, id);

--
-- Name: prescriber prescriber_external_id_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.prescriber
    ADD CONSTRAINT prescriber_external_id_key UNIQUE (external_id);

--
-- Name: prescriber prescriber_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.prescriber
    ADD CONSTRAINT prescriber_pkey PRIMARY KEY (id);

--
-- Name: prescriber prescriber_safir_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.prescriber
    ADD CONSTRAINT prescriber_safir_key UNIQUE (safir);

--
-- Name: prescriber prescriber_siret_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.prescriber
    ADD CONSTRAINT prescriber_siret_key UNIQUE (siret);

--
-- Name: recruitment_assessment recruitment_assessment_candidacy_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.recruitment_assessment
    ADD CONSTRAINT recruitment_assessment_candidacy_key UNIQUE (structure_id, candidacy_id);

--
-- Name: recruitment_assessment recruitment_assessment_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.recruitment_assessment
    ADD CONSTRAINT recruitment_assessment_pkey PRIMARY KEY (id);

--
-- Name: recruitment_assessment recruitment_assessment_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.recruitment_assessment
    ADD CONSTRAINT recruitment_assessment_structure_id UNIQUE (structure_id, id);

--
-- Name: reference_asp_prescribers reference_asp_prescribers_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.reference_asp_prescribers
    ADD CONSTRAINT reference_asp_prescribers_pkey PRIMARY KEY (code);

--
-- Name: reference_barriers reference_barriers_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.reference_barriers
    ADD CONSTRAINT reference_barriers_pkey PRIMARY KEY (code);

--
-- Name: reference_candidate_situations reference_candidate_situations_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.reference_candidate_situations
    ADD CONSTRAINT reference_candidate_situations_pkey PRIMARY KEY (code);

--
-- Name: reference_countries reference_countries_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.reference_countries
    ADD CONSTRAINT reference_countries_pkey PRIMARY KEY (code);

--
-- Name: reference_departments reference_departments_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.reference_departments
    ADD CONSTRAINT reference_departments_pkey PRIMARY KEY (code);

--
-- Name: reference_dsn_termination reference_dsn_termination_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.reference_dsn_termination
    ADD CONSTRAINT reference_dsn_termination_pkey PRIMARY KEY (code);

--
-- Name: reference_education_levels reference_education_levels_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.reference_education_levels
    ADD CONSTRAINT reference_education_levels_pkey PRIMARY KEY (code);

--
-- Name: reference_eligibility_criteria reference_eligibility_criteria_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.reference_eligibility_criteria
    ADD CONSTRAINT reference_eligibility_criteria_pkey PRIMARY KEY (code);

--
-- Name: reference_exit_reasons reference_exit_reasons_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.reference_exit_reasons
    ADD CONSTRAINT reference_exit_reasons_pkey PRIMARY KEY (code);

--
-- Name: reference_prescriber_kinds reference_prescriber_kinds_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.reference_prescriber_kinds
    ADD CONSTRAINT reference_prescriber_kinds_pkey PRIMARY KEY (code);

--
-- Name: reference_refusal_reasons reference_refusal_reasons_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.reference_refusal_reasons
    ADD CONSTRAINT reference_refusal_reasons_pkey PRIMARY KEY (code);

--
-- Name: reference_rome reference_rome_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.reference_rome
    ADD CONSTRAINT reference_rome_pkey PRIMARY KEY (code);

--
-- Name: schema_migration schema_migration_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (name);

--
-- Name: staff_member staff_member_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT staff_member_pkey PRIMARY KEY (id);

--
-- Name: staff_member staff_member_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT staff_member_structure_id UNIQUE (structure_id, id);

--
-- Name: structure structure_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.structure
    ADD CONSTRAINT structure_pkey PRIMARY KEY (id);

--
-- Name: structure structure_siret_key; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.structure
    ADD CONSTRAINT structure_siret_key UNIQUE (siret);

--
-- Name: target target_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.target
    ADD CONSTRAINT target_pkey PRIMARY KEY (id);

--
-- Name: target target_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.target
    ADD CONSTRAINT target_structure_id UNIQUE (structure_id, id);

--
-- Name: transition transition_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.transition
    ADD CONSTRAINT transition_pkey PRIMARY KEY (id);

--
-- Name: vacancy vacancy_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.vacancy
    ADD CONSTRAINT vacancy_pkey PRIMARY KEY (id);

--
-- Name: vacancy vacancy_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.vacancy
    ADD CONSTRAINT vacancy_structure_id UNIQUE (structure_id, id);

--
-- Name: worksite worksite_pkey; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.worksite
    ADD CONSTRAINT worksite_pkey PRIMARY KEY (id);

--
-- Name: worksite worksite_structure_id; Type: CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.worksite
    ADD CONSTRAINT worksite_structure_id UNIQUE (structure_id, id);

--
-- Name: agreement_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX agreement_created_at ON public.agreement USING btree (structure_id, created_at, id);

--
-- Name: agreement_partner; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX agreement_partner ON public.agreement USING btree (partner_id, structure_id);

--
-- Name: api_key_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX api_key_created_at ON public.api_key USING btree (created_at, id);

--
-- Name: api_key_partner; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX api_key_partner ON public.api_key USING btree (partner_id) WHERE (partner_id IS NOT NULL);

--
-- Name: api_key_prescriber; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX api_key_prescriber ON public.api_key USING btree (prescriber_id) WHERE (prescriber_id IS NOT NULL);

--
-- Name: api_key_staff; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX api_key_staff ON public.api_key USING btree (structure_id, staff_id);

--
-- Name: api_key_structure_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX api_key_structure_created_at ON public.api_key USING btree (structure_id, created_at, id);

--
-- Name: background_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX background_created_at ON public.background USING btree (structure_id, created_at, id);

--
-- Name: candidacy_birth_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_birth_on ON public.candidacy USING btree (structure_id, birth_on);

--
-- Name: candidacy_counsellor; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_counsellor ON public.candidacy USING btree (structure_id, assigned_counsellor_id);

--
-- Name: candidacy_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_created_at ON public.candidacy USING btree (structure_id, created_at, id);

--
-- Name: candidacy_duplicate; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_duplicate ON public.candidacy USING btree (structure_id, possible_duplicate_of);

--
-- Name: candidacy_last_name; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_last_name ON public.candidacy USING btree (structure_id, last_name, id);

--
-- Name: candidacy_merged_into; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_merged_into ON public.candidacy USING btree (structure_id, merged_into_id);

--
-- Name: candidacy_open_key; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE UNIQUE INDEX candidacy_open_key ON public.candidacy USING btree (structure_id, prescriber_id, candidate_reference) NULLS NOT DISTINCT WHERE (state = ANY (ARRAY['submitted'::text, 'under_review'::text, 'interview_planned'::text, 'waitlisted'::text]));

--
-- Name: candidacy_own_external_id_key; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE UNIQUE INDEX candidacy_own_external_id_key ON public.candidacy USING btree (structure_id, external_id) WHERE (prescriber_id IS NULL);

--
-- Name: candidacy_participant; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_participant ON public.candidacy USING btree (structure_id, participant_id);

--
-- Name: candidacy_prescriber; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_prescriber ON public.candidacy USING btree (prescriber_id, id);

--
-- Name: candidacy_reference; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_reference ON public.candidacy USING btree (prescriber_id, candidate_reference);

--
-- Name: candidacy_search; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_search ON public.candidacy USING btree (structure_id, search);

--
-- Name: candidacy_search_first; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_search_first ON public.candidacy USING btree (structure_id, search_first);

--
-- Name: candidacy_sender_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_sender_created_at ON public.candidacy USING btree (prescriber_id, created_at, id);

--
-- Name: candidacy_sender_last_name; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_sender_last_name ON public.candidacy USING btree (prescriber_id, last_name, id);

--
-- Name: candidacy_sender_search; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_sender_search ON public.candidacy USING btree (prescriber_id, search);

--
-- Name: candidacy_sender_search_first; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_sender_search_first ON public.candidacy USING btree (prescriber_id, search_first);

--
-- Name: candidacy_sender_state; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_sender_state ON public.candidacy USING btree (prescriber_id, state, id);

--
-- Name: candidacy_sender_state_since_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_sender_state_since_on ON public.candidacy USING btree (prescriber_id, state_since_on, id);

--
-- Name: candidacy_sender_updated_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_sender_updated_at ON public.candidacy USING btree (prescriber_id, updated_at, id);

--
-- Name: candidacy_sender_waiting; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_sender_waiting ON public.candidacy USING btree (prescriber_id, state_since_on) WHERE (state = ANY ('{submitted,under_review,interview_planned,waitlisted}'::text[]));

--
-- Name: candidacy_state_since_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_state_since_on ON public.candidacy USING btree (structure_id, state_since_on, id);

--
-- Name: candidacy_updated_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_updated_at ON public.candidacy USING btree (structure_id, updated_at, id);

--
-- Name: candidacy_vacancy; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_vacancy ON public.candidacy USING btree (structure_id, vacancy_id);

--
-- Name: candidacy_waiting; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_waiting ON public.candidacy USING btree (structure_id, state_since_on) WHERE (state = ANY ('{submitted,under_review,interview_planned,waitlisted}'::text[]));

--
-- Name: candidacy_worksite; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX candidacy_worksite ON public.candidacy USING btree (structure_id, worksite_id);

--
-- Name: change_prescriber; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX change_prescriber ON public.change USING btree (prescriber_id, era, xid, seq) WHERE (prescriber_id IS NOT NULL);

--
-- Name: change_structure; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX change_structure ON public.change USING btree (structure_id, era, xid, seq);

--
-- Name: contract_clock; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX contract_clock ON public.contract USING btree (last_on) WHERE (state = 'signed'::text);

--
-- Name: contract_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX contract_created_at ON public.contract USING btree (structure_id, created_at, id);

--
-- Name: contract_of_path; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX contract_of_path ON public.contract USING btree (structure_id, path_id, participant_id);

--
-- Name: contract_participant; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX contract_participant ON public.contract USING btree (structure_id, participant_id);

--
-- Name: contract_renews; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX contract_renews ON public.contract USING btree (structure_id, renews_id);

--
-- Name: contract_renews_key; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE UNIQUE INDEX contract_renews_key ON public.contract USING btree (structure_id, renews_id) WHERE (state <> 'cancelled'::text);

--
-- Name: contract_starts_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX contract_starts_on ON public.contract USING btree (structure_id, starts_on, id);

--
-- Name: directory_word_word; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX directory_word_word ON public.directory_word USING btree (resource, word, row_id);

--
-- Name: eligibility_diagnosis_candidacy; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX eligibility_diagnosis_candidacy ON public.eligibility_diagnosis USING btree (structure_id, candidacy_id);

--
-- Name: eligibility_diagnosis_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX eligibility_diagnosis_created_at ON public.eligibility_diagnosis USING btree (structure_id, created_at, id);

--
-- Name: eligibility_diagnosis_diagnosed_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX eligibility_diagnosis_diagnosed_on ON public.eligibility_diagnosis USING btree (structure_id, diagnosed_on, id);

--
-- Name: eligibility_diagnosis_participant; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX eligibility_diagnosis_participant ON public.eligibility_diagnosis USING btree (structure_id, participant_id);

--
-- Name: eligibility_diagnosis_prescriber; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX eligibility_diagnosis_prescriber ON public.eligibility_diagnosis USING btree (prescriber_id, id) WHERE (prescriber_id IS NOT NULL);

--
-- Name: entry_situation_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX entry_situation_created_at ON public.entry_situation USING btree (structure_id, created_at, id);

--
-- Name: entry_situation_of_path; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX entry_situation_of_path ON public.entry_situation USING btree (structure_id, path_id, participant_id);

--
-- Name: entry_situation_participant; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX entry_situation_participant ON public.entry_situation USING btree (structure_id, participant_id);

--
-- Name: host_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX host_created_at ON public.host USING btree (structure_id, created_at, id);

--
-- Name: host_name; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX host_name ON public.host USING btree (structure_id, name, id);

--
-- Name: host_search; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX host_search ON public.host USING btree (structure_id, search);

--
-- Name: idempotency_key_created; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX idempotency_key_created ON public.idempotency_key USING btree (created_at);

--
-- Name: identity_api_key_key; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE UNIQUE INDEX identity_api_key_key ON public.identity USING btree (api_key_id, holder_id) WHERE ((state = 'active'::text) AND (api_key_id IS NOT NULL));

--
-- Name: identity_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX identity_created_at ON public.identity USING btree (created_at, id);

--
-- Name: identity_partner; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX identity_partner ON public.identity USING btree (partner_id) WHERE (partner_id IS NOT NULL);

--
-- Name: identity_prescriber; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX identity_prescriber ON public.identity USING btree (prescriber_id) WHERE (prescriber_id IS NOT NULL);

--
-- Name: identity_staff; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX identity_staff ON public.identity USING btree (structure_id, staff_id);

--
-- Name: identity_structure_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX identity_structure_created_at ON public.identity USING btree (structure_id, created_at, id);

--
-- Name: identity_subject_key; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE UNIQUE INDEX identity_subject_key ON public.identity USING btree (issuer, subject, holder_id) WHERE ((state = 'active'::text) AND (issuer IS NOT NULL));

--
-- Name: immersion_clock_end; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_clock_end ON public.immersion USING btree (last_on) WHERE (state = ANY (ARRAY['validated'::text, 'in_progress'::text]));

--
-- Name: immersion_clock_start; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_clock_start ON public.immersion USING btree (starts_on) WHERE (state = 'validated'::text);

--
-- Name: immersion_contract; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_contract ON public.immersion USING btree (structure_id, contract_id, path_id, participant_id);

--
-- Name: immersion_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_created_at ON public.immersion USING btree (structure_id, created_at, id);

--
-- Name: immersion_host; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_host ON public.immersion USING btree (structure_id, host_id);

--
-- Name: immersion_link_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_link_created_at ON public.immersion_link USING btree (structure_id, created_at, id);

--
-- Name: immersion_link_immersion; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_link_immersion ON public.immersion_link USING btree (structure_id, immersion_id, id);

--
-- Name: immersion_participant; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_participant ON public.immersion USING btree (structure_id, participant_id);

--
-- Name: immersion_path; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_path ON public.immersion USING btree (structure_id, path_id);

--
-- Name: immersion_prescriber; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_prescriber ON public.immersion USING btree (prescriber_id, id) WHERE (prescriber_id IS NOT NULL);

--
-- Name: immersion_renews; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_renews ON public.immersion USING btree (structure_id, renews_id);

--
-- Name: immersion_renews_key; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE UNIQUE INDEX immersion_renews_key ON public.immersion USING btree (structure_id, renews_id) WHERE (state <> ALL (ARRAY['rejected'::text, 'cancelled'::text, 'abandoned'::text]));

--
-- Name: immersion_signature_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_signature_created_at ON public.immersion_signature USING btree (structure_id, created_at, id);

--
-- Name: immersion_signature_immersion; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_signature_immersion ON public.immersion_signature USING btree (structure_id, immersion_id, id);

--
-- Name: immersion_signature_live_key; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE UNIQUE INDEX immersion_signature_live_key ON public.immersion_signature USING btree (structure_id, immersion_id, role) WHERE (revoked_at IS NULL);

--
-- Name: immersion_starts_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX immersion_starts_on ON public.immersion USING btree (structure_id, starts_on, id);

--
-- Name: invitation_staff; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX invitation_staff ON public.invitation USING btree (structure_id, staff_id);

--
-- Name: invitation_structure_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX invitation_structure_created_at ON public.invitation USING btree (structure_id, created_at, id);

--
-- Name: parameter_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX parameter_created_at ON public.parameter USING btree (created_at, id);

--
-- Name: participant_birth_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX participant_birth_on ON public.participant USING btree (structure_id, birth_on);

--
-- Name: participant_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX participant_created_at ON public.participant USING btree (structure_id, created_at, id);

--
-- Name: participant_last_name; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX participant_last_name ON public.participant USING btree (structure_id, last_name, id);

--
-- Name: participant_search; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX participant_search ON public.participant USING btree (structure_id, search);

--
-- Name: participant_search_first; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX participant_search_first ON public.participant USING btree (structure_id, search_first);

--
-- Name: partner_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX partner_created_at ON public.partner USING btree (created_at, id);

--
-- Name: partner_name; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX partner_name ON public.partner USING btree (name, id);

--
-- Name: pass_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX pass_created_at ON public.pass USING btree (structure_id, created_at, id);

--
-- Name: pass_extension_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX pass_extension_created_at ON public.pass_extension USING btree (structure_id, created_at, id);

--
-- Name: pass_extension_pass; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX pass_extension_pass ON public.pass_extension USING btree (structure_id, pass_id, participant_id);

--
-- Name: pass_extension_pending_key; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE UNIQUE INDEX pass_extension_pending_key ON public.pass_extension USING btree (structure_id, pass_id) WHERE (state = 'requested'::text);

--
-- Name: pass_extension_prescriber; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX pass_extension_prescriber ON public.pass_extension USING btree (prescriber_id, id) WHERE (prescriber_id IS NOT NULL);

--
-- Name: pass_last_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX pass_last_on ON public.pass USING btree (structure_id, last_on, id);

--
-- Name: pass_number_key; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE UNIQUE INDEX pass_number_key ON public.pass USING btree (structure_id, number) WHERE (state = 'active'::text);

--
-- Name: pass_of_participant; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX pass_of_participant ON public.pass USING btree (structure_id, participant_id);

--
-- Name: pass_suspension_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX pass_suspension_created_at ON public.pass_suspension USING btree (structure_id, created_at, id);

--
-- Name: pass_suspension_pass; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX pass_suspension_pass ON public.pass_suspension USING btree (structure_id, pass_id, participant_id);

--
-- Name: pass_suspension_starts_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX pass_suspension_starts_on ON public.pass_suspension USING btree (structure_id, starts_on, id);

--
-- Name: path_candidacy; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX path_candidacy ON public.path USING btree (structure_id, candidacy_id);

--
-- Name: path_counsellor; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX path_counsellor ON public.path USING btree (structure_id, counsellor_id);

--
-- Name: path_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX path_created_at ON public.path USING btree (structure_id, created_at, id);

--
-- Name: path_exit_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX path_exit_created_at ON public.path_exit USING btree (structure_id, created_at, id);

--
-- Name: path_exit_exit_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX path_exit_exit_on ON public.path_exit USING btree (structure_id, exit_on, id);

--
-- Name: path_exit_participant; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX path_exit_participant ON public.path_exit USING btree (structure_id, participant_id);

--
-- Name: path_exit_path; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX path_exit_path ON public.path_exit USING btree (structure_id, path_id, participant_id);

--
-- Name: path_exit_worksite; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX path_exit_worksite ON public.path_exit USING btree (structure_id, worksite_id);

--
-- Name: path_of_participant; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX path_of_participant ON public.path USING btree (structure_id, participant_id);

--
-- Name: path_open_key; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE UNIQUE INDEX path_open_key ON public.path USING btree (structure_id, participant_id) WHERE (ended_on IS NULL);

--
-- Name: path_worksite; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX path_worksite ON public.path USING btree (structure_id, worksite_id);

--
-- Name: prescriber_authorisation; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX prescriber_authorisation ON public.prescriber USING btree (authorisation, id);

--
-- Name: prescriber_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX prescriber_created_at ON public.prescriber USING btree (created_at, id);

--
-- Name: prescriber_located_in; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX prescriber_located_in ON public.prescriber USING btree (located_in);

--
-- Name: prescriber_name; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX prescriber_name ON public.prescriber USING btree (name, id);

--
-- Name: prescriber_search_town; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX prescriber_search_town ON public.prescriber USING btree (search_town);

--
-- Name: recruitment_assessment_author; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX recruitment_assessment_author ON public.recruitment_assessment USING btree (structure_id, author_id);

--
-- Name: recruitment_assessment_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX recruitment_assessment_created_at ON public.recruitment_assessment USING btree (structure_id, created_at, id);

--
-- Name: staff_member_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX staff_member_created_at ON public.staff_member USING btree (structure_id, created_at, id);

--
-- Name: staff_member_email_key; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE UNIQUE INDEX staff_member_email_key ON public.staff_member USING btree (structure_id, lower(email));

--
-- Name: staff_member_last_name; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX staff_member_last_name ON public.staff_member USING btree (structure_id, last_name, id);

--
-- Name: structure_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX structure_created_at ON public.structure USING btree (created_at, id);

--
-- Name: structure_located_in; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX structure_located_in ON public.structure USING btree (located_in);

--
-- Name: structure_name; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX structure_name ON public.structure USING btree (name, id);

--
-- Name: structure_search_town; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX structure_search_town ON public.structure USING btree (search_town);

--
-- Name: target_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX target_created_at ON public.target USING btree (structure_id, created_at, id);

--
-- Name: target_year; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX target_year ON public.target USING btree (structure_id, year, id);

--
-- Name: transition_structure; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX transition_structure ON public.transition USING btree (structure_id, row_id, id);

--
-- Name: vacancy_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX vacancy_created_at ON public.vacancy USING btree (structure_id, created_at, id);

--
-- Name: vacancy_open; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX vacancy_open ON public.vacancy USING btree (id) WHERE (state = 'open'::text);

--
-- Name: vacancy_open_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX vacancy_open_created_at ON public.vacancy USING btree (created_at, id) WHERE (state = 'open'::text);

--
-- Name: vacancy_open_opens_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX vacancy_open_opens_on ON public.vacancy USING btree (opens_on, id) WHERE (state = 'open'::text);

--
-- Name: vacancy_opens_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX vacancy_opens_on ON public.vacancy USING btree (structure_id, opens_on, id);

--
-- Name: vacancy_rome; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX vacancy_rome ON public.vacancy USING btree (rome, id);

--
-- Name: vacancy_structure_worksite; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX vacancy_structure_worksite ON public.vacancy USING btree (structure_id, worksite_id);

--
-- Name: vacancy_worksite; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX vacancy_worksite ON public.vacancy USING btree (worksite_id);

--
-- Name: worksite_created_at; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX worksite_created_at ON public.worksite USING btree (structure_id, created_at, id);

--
-- Name: worksite_located_in; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX worksite_located_in ON public.worksite USING btree (located_in);

--
-- Name: worksite_name; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX worksite_name ON public.worksite USING btree (structure_id, name, id);

--
-- Name: worksite_opens_on; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX worksite_opens_on ON public.worksite USING btree (structure_id, opens_on, id);

--
-- Name: worksite_search_town; Type: INDEX; Schema: public; Owner: maillon_owner
--

CREATE INDEX worksite_search_town ON public.worksite USING btree (search_town);

--
-- Name: candidacy candidacy_mark_duplicate; Type: TRIGGER; Schema: public; Owner: maillon_owner
--

CREATE TRIGGER candidacy_mark_duplicate BEFORE INSERT OR UPDATE OF first_name, last_name, birth_on ON public.candidacy FOR EACH ROW EXECUTE FUNCTION public.candidacy_mark_duplicate();

--
-- Name: candidacy candidacy_stamp; Type: TRIGGER; Schema: public; Owner: maillon_owner
--

CREATE TRIGGER candidacy_stamp BEFORE INSERT OR UPDATE OF state, interview_at, interview_place ON public.candidacy FOR EACH ROW EXECUTE FUNCTION public.candidacy_stamp();

--
-- Name: prescriber prescriber_directory; Type: TRIGGER; Schema: public; Owner: maillon_owner
--

CREATE TRIGGER prescriber_directory AFTER INSERT OR UPDATE OF name, town ON public.prescriber FOR EACH ROW EXECUTE FUNCTION public.directory_prescriber();

--
-- Name: structure structure_directory; Type: TRIGGER; Schema: public; Owner: maillon_owner
--

CREATE TRIGGER structure_directory AFTER INSERT OR UPDATE OF name, town ON public.structure FOR EACH ROW EXECUTE FUNCTION public.directory_changed();

--
-- Name: vacancy vacancy_directory; Type: TRIGGER; Schema: public; Owner: maillon_owner
--

CREATE TRIGGER vacancy_directory AFTER INSERT OR UPDATE OF title, worksite_id ON public.vacancy FOR EACH ROW EXECUTE FUNCTION public.directory_changed();

--
-- Name: worksite worksite_directory; Type: TRIGGER; Schema: public; Owner: maillon_owner
--

CREATE TRIGGER worksite_directory AFTER UPDATE OF town ON public.worksite FOR EACH ROW EXECUTE FUNCTION public.directory_changed();

--
-- Name: agreement agreement_partner_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_partner_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

--
-- Name: agreement agreement_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: api_key api_key_partner_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_partner_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

--
-- Name: api_key api_key_prescriber_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_prescriber_fkey FOREIGN KEY (prescriber_id) REFERENCES public.prescriber(id);

--
-- Name: api_key api_key_staff_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_staff_fkey FOREIGN KEY (structure_id, staff_id) REFERENCES public.staff_member(structure_id, id);

--
-- Name: api_key api_key_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: background background_participant_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.background
    ADD CONSTRAINT background_participant_fkey FOREIGN KEY (structure_id, participant_id) REFERENCES public.participant(structure_id, id);

--
-- Name: background background_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.background
    ADD CONSTRAINT background_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: candidacy candidacy_counsellor_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_counsellor_fkey FOREIGN KEY (structure_id, assigned_counsellor_id) REFERENCES public.staff_member(structure_id, id);

--
-- Name: candidacy candidacy_duplicate_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_duplicate_fkey FOREIGN KEY (structure_id, possible_duplicate_of) REFERENCES public.candidacy(structure_id, id);

--
-- Name: candidacy candidacy_merged_into_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_merged_into_fkey FOREIGN KEY (structure_id, merged_into_id) REFERENCES public.candidacy(structure_id, id);

--
-- Name: candidacy candidacy_participant_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_participant_fkey FOREIGN KEY (structure_id, participant_id) REFERENCES public.participant(structure_id, id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: candidacy candidacy_prescriber_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_prescriber_fkey FOREIGN KEY (prescriber_id) REFERENCES public.prescriber(id);

--
-- Name: candidacy candidacy_prescriber_kind_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_prescriber_kind_fkey FOREIGN KEY (prescriber_kind) REFERENCES public.reference_prescriber_kinds(code);

--
-- Name: candidacy candidacy_refusal_reason_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_refusal_reason_fkey FOREIGN KEY (refusal_reason) REFERENCES public.reference_refusal_reasons(code);

--
-- Name: candidacy candidacy_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: candidacy candidacy_vacancy_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_vacancy_fkey FOREIGN KEY (structure_id, vacancy_id) REFERENCES public.vacancy(structure_id, id);

--
-- Name: candidacy candidacy_worksite_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.candidacy
    ADD CONSTRAINT candidacy_worksite_fkey FOREIGN KEY (structure_id, worksite_id) REFERENCES public.worksite(structure_id, id);

--
-- Name: change change_era_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.change
    ADD CONSTRAINT change_era_fkey FOREIGN KEY (era) REFERENCES public.era(id);

--
-- Name: contract contract_path_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_path_fkey FOREIGN KEY (structure_id, path_id, participant_id) REFERENCES public.path(structure_id, id, participant_id);

--
-- Name: contract contract_renews_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_renews_fkey FOREIGN KEY (structure_id, renews_id) REFERENCES public.contract(structure_id, id);

--
-- Name: contract contract_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: contract contract_termination_code_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.contract
    ADD CONSTRAINT contract_termination_code_fkey FOREIGN KEY (termination_code) REFERENCES public.reference_dsn_termination(code);

--
-- Name: eligibility_diagnosis eligibility_diagnosis_candidacy_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.eligibility_diagnosis
    ADD CONSTRAINT eligibility_diagnosis_candidacy_fkey FOREIGN KEY (structure_id, candidacy_id) REFERENCES public.candidacy(structure_id, id);

--
-- Name: eligibility_diagnosis eligibility_diagnosis_participant_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.eligibility_diagnosis
    ADD CONSTRAINT eligibility_diagnosis_participant_fkey FOREIGN KEY (structure_id, participant_id) REFERENCES public.participant(structure_id, id);

--
-- Name: eligibility_diagnosis eligibility_diagnosis_prescriber_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.eligibility_diagnosis
    ADD CONSTRAINT eligibility_diagnosis_prescriber_fkey FOREIGN KEY (prescriber_id) REFERENCES public.prescriber(id);

--
-- Name: eligibility_diagnosis eligibility_diagnosis_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.eligibility_diagnosis
    ADD CONSTRAINT eligibility_diagnosis_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: entry_situation entry_situation_education_level_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.entry_situation
    ADD CONSTRAINT entry_situation_education_level_fkey FOREIGN KEY (education_level) REFERENCES public.reference_education_levels(code);

--
-- Name: entry_situation entry_situation_path_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.entry_situation
    ADD CONSTRAINT entry_situation_path_fkey FOREIGN KEY (structure_id, path_id, participant_id) REFERENCES public.path(structure_id, id, participant_id);

--
-- Name: entry_situation entry_situation_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.entry_situation
    ADD CONSTRAINT entry_situation_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: host host_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.host
    ADD CONSTRAINT host_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: identity identity_api_key_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_api_key_fkey FOREIGN KEY (api_key_id) REFERENCES public.api_key(id);

--
-- Name: identity identity_partner_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_partner_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);

--
-- Name: identity identity_prescriber_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_prescriber_fkey FOREIGN KEY (prescriber_id) REFERENCES public.prescriber(id);

--
-- Name: identity identity_staff_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_staff_fkey FOREIGN KEY (structure_id, staff_id) REFERENCES public.staff_member(structure_id, id);

--
-- Name: identity identity_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: immersion immersion_contract_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion
    ADD CONSTRAINT immersion_contract_fkey FOREIGN KEY (structure_id, contract_id, path_id, participant_id) REFERENCES public.contract(structure_id, id, path_id, participant_id);

--
-- Name: immersion immersion_host_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion
    ADD CONSTRAINT immersion_host_fkey FOREIGN KEY (structure_id, host_id) REFERENCES public.host(structure_id, id);

--
-- Name: immersion_link immersion_link_immersion_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion_link
    ADD CONSTRAINT immersion_link_immersion_fkey FOREIGN KEY (structure_id, immersion_id) REFERENCES public.immersion(structure_id, id);

--
-- Name: immersion_link immersion_link_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion_link
    ADD CONSTRAINT immersion_link_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: immersion immersion_prescriber_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion
    ADD CONSTRAINT immersion_prescriber_fkey FOREIGN KEY (prescriber_id) REFERENCES public.prescriber(id);

--
-- Name: immersion immersion_renews_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion
    ADD CONSTRAINT immersion_renews_fkey FOREIGN KEY (structure_id, renews_id) REFERENCES public.immersion(structure_id, id);

--
-- Name: immersion_signature immersion_signature_immersion_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion_signature
    ADD CONSTRAINT immersion_signature_immersion_fkey FOREIGN KEY (structure_id, immersion_id) REFERENCES public.immersion(structure_id, id);

--
-- Name: immersion_signature immersion_signature_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion_signature
    ADD CONSTRAINT immersion_signature_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: immersion immersion_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.immersion
    ADD CONSTRAINT immersion_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: invitation invitation_staff_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_staff_fkey FOREIGN KEY (structure_id, staff_id) REFERENCES public.staff_member(structure_id, id);

--
-- Name: invitation invitation_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: participant participant_candidacy_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.participant
    ADD CONSTRAINT participant_candidacy_fkey FOREIGN KEY (structure_id, candidacy_id) REFERENCES public.candidacy(structure_id, id);

--
-- Name: participant participant_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.participant
    ADD CONSTRAINT participant_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: pass_extension pass_extension_pass_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass_extension
    ADD CONSTRAINT pass_extension_pass_fkey FOREIGN KEY (structure_id, pass_id, participant_id) REFERENCES public.pass(structure_id, id, participant_id);

--
-- Name: pass_extension pass_extension_prescriber_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass_extension
    ADD CONSTRAINT pass_extension_prescriber_fkey FOREIGN KEY (prescriber_id) REFERENCES public.prescriber(id);

--
-- Name: pass_extension pass_extension_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass_extension
    ADD CONSTRAINT pass_extension_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: pass pass_participant_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass
    ADD CONSTRAINT pass_participant_fkey FOREIGN KEY (structure_id, participant_id) REFERENCES public.participant(structure_id, id);

--
-- Name: pass pass_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass
    ADD CONSTRAINT pass_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: pass_suspension pass_suspension_pass_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass_suspension
    ADD CONSTRAINT pass_suspension_pass_fkey FOREIGN KEY (structure_id, pass_id, participant_id) REFERENCES public.pass(structure_id, id, participant_id);

--
-- Name: pass_suspension pass_suspension_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.pass_suspension
    ADD CONSTRAINT pass_suspension_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: path path_candidacy_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path
    ADD CONSTRAINT path_candidacy_fkey FOREIGN KEY (structure_id, candidacy_id) REFERENCES public.candidacy(structure_id, id);

--
-- Name: path path_counsellor_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path
    ADD CONSTRAINT path_counsellor_fkey FOREIGN KEY (structure_id, counsellor_id) REFERENCES public.staff_member(structure_id, id);

--
-- Name: path_exit path_exit_path_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path_exit
    ADD CONSTRAINT path_exit_path_fkey FOREIGN KEY (structure_id, path_id, participant_id) REFERENCES public.path(structure_id, id, participant_id);

--
-- Name: path_exit path_exit_reason_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path_exit
    ADD CONSTRAINT path_exit_reason_fkey FOREIGN KEY (reason) REFERENCES public.reference_exit_reasons(code);

--
-- Name: path_exit path_exit_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path_exit
    ADD CONSTRAINT path_exit_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: path_exit path_exit_worksite_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path_exit
    ADD CONSTRAINT path_exit_worksite_fkey FOREIGN KEY (structure_id, worksite_id) REFERENCES public.worksite(structure_id, id);

--
-- Name: path path_participant_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path
    ADD CONSTRAINT path_participant_fkey FOREIGN KEY (structure_id, participant_id) REFERENCES public.participant(structure_id, id);

--
-- Name: path path_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path
    ADD CONSTRAINT path_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: path path_worksite_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.path
    ADD CONSTRAINT path_worksite_fkey FOREIGN KEY (structure_id, worksite_id) REFERENCES public.worksite(structure_id, id);

--
-- Name: prescriber prescriber_kind_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.prescriber
    ADD CONSTRAINT prescriber_kind_fkey FOREIGN KEY (kind) REFERENCES public.reference_prescriber_kinds(code);

--
-- Name: recruitment_assessment recruitment_assessment_author_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.recruitment_assessment
    ADD CONSTRAINT recruitment_assessment_author_fkey FOREIGN KEY (structure_id, author_id) REFERENCES public.staff_member(structure_id, id);

--
-- Name: recruitment_assessment recruitment_assessment_candidacy_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.recruitment_assessment
    ADD CONSTRAINT recruitment_assessment_candidacy_fkey FOREIGN KEY (structure_id, candidacy_id) REFERENCES public.candidacy(structure_id, id);

--
-- Name: recruitment_assessment recruitment_assessment_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.recruitment_assessment
    ADD CONSTRAINT recruitment_assessment_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: staff_member staff_member_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT staff_member_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: structure structure_department_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.structure
    ADD CONSTRAINT structure_department_fkey FOREIGN KEY (department) REFERENCES public.reference_departments(code);

--
-- Name: target target_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.target
    ADD CONSTRAINT target_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: vacancy vacancy_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.vacancy
    ADD CONSTRAINT vacancy_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: vacancy vacancy_worksite_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.vacancy
    ADD CONSTRAINT vacancy_worksite_fkey FOREIGN KEY (structure_id, worksite_id) REFERENCES public.worksite(structure_id, id);

--
-- Name: worksite worksite_structure_fkey; Type: FK CONSTRAINT; Schema: public; Owner: maillon_owner
--

ALTER TABLE ONLY public.worksite
    ADD CONSTRAINT worksite_structure_fkey FOREIGN KEY (structure_id) REFERENCES public.structure(id);

--
-- Name: access_entry; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.access_entry ENABLE ROW LEVEL SECURITY;

--
-- Name: access_entry access_entry_actor; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY access_entry_actor ON public.access_entry AS RESTRICTIVE FOR INSERT TO maillon_staff WITH CHECK (COALESCE((actor_id = (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid), false));

--
-- Name: access_entry access_entry_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY access_entry_function ON public.access_entry AS RESTRICTIVE FOR SELECT TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = 'director'::text), false));

--
-- Name: access_entry access_entry_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY access_entry_staff ON public.access_entry TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: agreement; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.agreement ENABLE ROW LEVEL SECURITY;

--
-- Name: agreement agreement_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY agreement_function ON public.agreement AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = 'director'::text), false));

--
-- Name: agreement agreement_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY agreement_operator ON public.agreement FOR SELECT TO maillon_operator USING (true);

--
-- Name: agreement agreement_operator_proposes; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY agreement_operator_proposes ON public.agreement FOR INSERT TO maillon_operator WITH CHECK ((state = 'proposed'::text));

--
-- Name: agreement agreement_partner; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY agreement_partner ON public.agreement FOR SELECT TO maillon_partner USING ((partner_id = (NULLIF(current_setting('app.partner_id'::text, true), ''::text))::uuid));

--
-- Name: agreement agreement_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY agreement_relay ON public.agreement FOR SELECT TO maillon_relay USING (true);

--
-- Name: agreement agreement_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY agreement_staff ON public.agreement TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: api_key; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.api_key ENABLE ROW LEVEL SECURITY;

--
-- Name: api_key api_key_auth; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY api_key_auth ON public.api_key FOR SELECT TO maillon_auth USING (true);

--
-- Name: api_key api_key_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY api_key_function ON public.api_key AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = 'director'::text), false));

--
-- Name: api_key api_key_job; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY api_key_job ON public.api_key TO maillon_job USING (true);

--
-- Name: api_key api_key_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY api_key_operator ON public.api_key TO maillon_operator USING ((kind = ANY ('{prescriber,partner}'::text[])));

--
-- Name: api_key api_key_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY api_key_relay ON public.api_key FOR SELECT TO maillon_relay USING (true);

--
-- Name: api_key api_key_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY api_key_staff ON public.api_key TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: background; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.background ENABLE ROW LEVEL SECURITY;

--
-- Name: background background_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY background_function ON public.background AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor}'::text[])), false));

--
-- Name: background background_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY background_staff ON public.background TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: candidacy; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.candidacy ENABLE ROW LEVEL SECURITY;

--
-- Name: candidacy candidacy_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY candidacy_function ON public.candidacy AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor}'::text[])), false));

--
-- Name: candidacy candidacy_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY candidacy_prescriber ON public.candidacy TO maillon_prescriber USING ((prescriber_id = (NULLIF(current_setting('app.prescriber_id'::text, true), ''::text))::uuid));

--
-- Name: candidacy candidacy_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY candidacy_relay ON public.candidacy TO maillon_relay USING (true);

--
-- Name: candidacy candidacy_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY candidacy_staff ON public.candidacy TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: change; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.change ENABLE ROW LEVEL SECURITY;

--
-- Name: change change_auth; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY change_auth ON public.change FOR INSERT TO maillon_auth WITH CHECK (true);

--
-- Name: change change_job; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY change_job ON public.change FOR INSERT TO maillon_job WITH CHECK (true);

--
-- Name: change change_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY change_operator ON public.change FOR INSERT TO maillon_operator WITH CHECK (true);

--
-- Name: change change_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY change_prescriber ON public.change FOR INSERT TO maillon_prescriber WITH CHECK ((prescriber_id = (NULLIF(current_setting('app.prescriber_id'::text, true), ''::text))::uuid));

--
-- Name: change change_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY change_relay ON public.change FOR INSERT TO maillon_relay WITH CHECK (true);

--
-- Name: change change_signatory; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY change_signatory ON public.change FOR INSERT TO maillon_signatory WITH CHECK ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: change change_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY change_staff ON public.change FOR INSERT TO maillon_staff WITH CHECK ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: contract; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.contract ENABLE ROW LEVEL SECURITY;

--
-- Name: contract contract_job; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY contract_job ON public.contract TO maillon_job USING (true);

--
-- Name: contract contract_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY contract_relay ON public.contract FOR SELECT TO maillon_relay USING (true);

--
-- Name: contract contract_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY contract_staff ON public.contract TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: directory_word; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.directory_word ENABLE ROW LEVEL SECURITY;

--
-- Name: directory_word directory_word_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY directory_word_relay ON public.directory_word TO maillon_relay USING (true);

--
-- Name: eligibility_diagnosis; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.eligibility_diagnosis ENABLE ROW LEVEL SECURITY;

--
-- Name: eligibility_diagnosis eligibility_diagnosis_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY eligibility_diagnosis_function ON public.eligibility_diagnosis AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor}'::text[])), false));

--
-- Name: eligibility_diagnosis eligibility_diagnosis_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY eligibility_diagnosis_prescriber ON public.eligibility_diagnosis TO maillon_prescriber USING ((prescriber_id = (NULLIF(current_setting('app.prescriber_id'::text, true), ''::text))::uuid));

--
-- Name: eligibility_diagnosis eligibility_diagnosis_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY eligibility_diagnosis_relay ON public.eligibility_diagnosis FOR SELECT TO maillon_relay USING (true);

--
-- Name: eligibility_diagnosis eligibility_diagnosis_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY eligibility_diagnosis_staff ON public.eligibility_diagnosis TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: entry_situation; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.entry_situation ENABLE ROW LEVEL SECURITY;

--
-- Name: entry_situation entry_situation_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY entry_situation_function ON public.entry_situation AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor}'::text[])), false));

--
-- Name: entry_situation entry_situation_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY entry_situation_staff ON public.entry_situation TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: era; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.era ENABLE ROW LEVEL SECURITY;

--
-- Name: era era_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY era_relay ON public.era FOR SELECT TO maillon_relay USING (true);

--
-- Name: host; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.host ENABLE ROW LEVEL SECURITY;

--
-- Name: host host_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY host_function ON public.host AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor,supervisor}'::text[])), false));

--
-- Name: host host_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY host_staff ON public.host TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: idempotency_key; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.idempotency_key ENABLE ROW LEVEL SECURITY;

--
-- Name: idempotency_key idempotency_key_job; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY idempotency_key_job ON public.idempotency_key TO maillon_job USING (true);

--
-- Name: idempotency_key idempotency_key_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY idempotency_key_operator ON public.idempotency_key TO maillon_operator USING ((actor_id = (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid));

--
-- Name: idempotency_key idempotency_key_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY idempotency_key_prescriber ON public.idempotency_key TO maillon_prescriber USING ((actor_id = (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid));

--
-- Name: idempotency_key idempotency_key_signatory; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY idempotency_key_signatory ON public.idempotency_key TO maillon_signatory USING ((actor_id = (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid));

--
-- Name: idempotency_key idempotency_key_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY idempotency_key_staff ON public.idempotency_key TO maillon_staff USING ((actor_id = (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid));

--
-- Name: identity; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.identity ENABLE ROW LEVEL SECURITY;

--
-- Name: identity identity_auth; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY identity_auth ON public.identity FOR SELECT TO maillon_auth USING (true);

--
-- Name: identity identity_auth_binds; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY identity_auth_binds ON public.identity FOR INSERT TO maillon_auth WITH CHECK (((kind = 'staff'::text) AND (state = 'active'::text)));

--
-- Name: identity identity_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY identity_function ON public.identity AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = 'director'::text), false));

--
-- Name: identity identity_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY identity_operator ON public.identity TO maillon_operator USING ((kind = ANY ('{prescriber,partner}'::text[])));

--
-- Name: identity identity_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY identity_relay ON public.identity FOR SELECT TO maillon_relay USING (true);

--
-- Name: identity identity_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY identity_staff ON public.identity TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: immersion; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.immersion ENABLE ROW LEVEL SECURITY;

--
-- Name: immersion immersion_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_function ON public.immersion AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor,supervisor}'::text[])), false));

--
-- Name: immersion immersion_job; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_job ON public.immersion TO maillon_job USING (true);

--
-- Name: immersion_link; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.immersion_link ENABLE ROW LEVEL SECURITY;

--
-- Name: immersion_link immersion_link_auth; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_link_auth ON public.immersion_link FOR SELECT TO maillon_auth USING (true);

--
-- Name: immersion_link immersion_link_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_link_function ON public.immersion_link AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor}'::text[])), false));

--
-- Name: immersion_link immersion_link_signatory; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_link_signatory ON public.immersion_link FOR SELECT TO maillon_signatory USING (((id = (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid) AND (state <> 'revoked'::text) AND (expires_at > now()) AND COALESCE((used_at > (now() - '01:00:00'::interval)), true)));

--
-- Name: immersion_link immersion_link_signatory_uses; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_link_signatory_uses ON public.immersion_link FOR UPDATE TO maillon_signatory USING (((id = (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid) AND (state = 'pending'::text))) WITH CHECK ((state = 'used'::text));

--
-- Name: immersion_link immersion_link_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_link_staff ON public.immersion_link TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: immersion immersion_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_prescriber ON public.immersion TO maillon_prescriber USING (((prescriber_id = (NULLIF(current_setting('app.prescriber_id'::text, true), ''::text))::uuid) AND (state <> 'draft'::text)));

--
-- Name: immersion immersion_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_relay ON public.immersion FOR SELECT TO maillon_relay USING (true);

--
-- Name: immersion immersion_signatory; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_signatory ON public.immersion FOR SELECT TO maillon_signatory USING ((id = ANY (ARRAY( SELECT l.immersion_id
   FROM public.immersion_link l))));

--
-- Name: immersion immersion_signatory_signs; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_signatory_signs ON public.immersion FOR UPDATE TO maillon_signatory USING ((id = ANY (ARRAY( SELECT l.immersion_id
   FROM public.immersion_link l
  WHERE (l.state = 'pending'::text)))));

--
-- Name: immersion_signature; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.immersion_signature ENABLE ROW LEVEL SECURITY;

--
-- Name: immersion_signature immersion_signature_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_signature_function ON public.immersion_signature AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor,supervisor}'::text[])), false));

--
-- Name: immersion_signature immersion_signature_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_signature_prescriber ON public.immersion_signature FOR SELECT TO maillon_prescriber USING ((immersion_id = ANY (ARRAY( SELECT i.id
   FROM public.immersion i
  WHERE (i.prescriber_id = (NULLIF(current_setting('app.prescriber_id'::text, true), ''::text))::uuid)))));

--
-- Name: immersion_signature immersion_signature_signatory; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_signature_signatory ON public.immersion_signature FOR SELECT TO maillon_signatory USING ((immersion_id = ANY (ARRAY( SELECT l.immersion_id
   FROM public.immersion_link l))));

--
-- Name: immersion_signature immersion_signature_signatory_signs; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_signature_signatory_signs ON public.immersion_signature FOR INSERT TO maillon_signatory WITH CHECK ((ROW(immersion_id, role) = ANY (ARRAY( SELECT ROW(l.immersion_id, l.role) AS "row"
   FROM public.immersion_link l
  WHERE (l.state = 'pending'::text)))));

--
-- Name: immersion_signature immersion_signature_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_signature_staff ON public.immersion_signature TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: immersion immersion_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY immersion_staff ON public.immersion TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: invitation; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.invitation ENABLE ROW LEVEL SECURITY;

--
-- Name: invitation invitation_auth; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY invitation_auth ON public.invitation TO maillon_auth USING (true);

--
-- Name: invitation invitation_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY invitation_function ON public.invitation AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = 'director'::text), false));

--
-- Name: invitation invitation_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY invitation_operator ON public.invitation TO maillon_operator USING (by_operator);

--
-- Name: invitation invitation_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY invitation_staff ON public.invitation TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: parameter; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.parameter ENABLE ROW LEVEL SECURITY;

--
-- Name: parameter parameter_job; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY parameter_job ON public.parameter FOR SELECT TO maillon_job USING (true);

--
-- Name: parameter parameter_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY parameter_operator ON public.parameter FOR SELECT TO maillon_operator USING (true);

--
-- Name: parameter parameter_partner; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY parameter_partner ON public.parameter FOR SELECT TO maillon_partner USING (true);

--
-- Name: parameter parameter_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY parameter_prescriber ON public.parameter FOR SELECT TO maillon_prescriber USING (true);

--
-- Name: parameter parameter_signatory; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY parameter_signatory ON public.parameter FOR SELECT TO maillon_signatory USING (true);

--
-- Name: parameter parameter_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY parameter_staff ON public.parameter FOR SELECT TO maillon_staff USING (true);

--
-- Name: participant; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.participant ENABLE ROW LEVEL SECURITY;

--
-- Name: participant participant_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY participant_relay ON public.participant FOR SELECT TO maillon_relay USING (true);

--
-- Name: participant participant_relay_lock; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY participant_relay_lock ON public.participant FOR UPDATE TO maillon_relay USING (true);

--
-- Name: participant participant_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY participant_staff ON public.participant TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: partner; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.partner ENABLE ROW LEVEL SECURITY;

--
-- Name: partner partner_auth; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY partner_auth ON public.partner FOR SELECT TO maillon_auth USING (true);

--
-- Name: partner partner_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY partner_function ON public.partner AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = 'director'::text), false));

--
-- Name: partner partner_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY partner_operator ON public.partner TO maillon_operator USING (true);

--
-- Name: partner partner_partner; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY partner_partner ON public.partner FOR SELECT TO maillon_partner USING ((id = (NULLIF(current_setting('app.partner_id'::text, true), ''::text))::uuid));

--
-- Name: partner partner_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY partner_staff ON public.partner FOR SELECT TO maillon_staff USING (true);

--
-- Name: pass; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.pass ENABLE ROW LEVEL SECURITY;

--
-- Name: pass_extension; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.pass_extension ENABLE ROW LEVEL SECURITY;

--
-- Name: pass_extension pass_extension_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY pass_extension_function ON public.pass_extension AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor}'::text[])), false));

--
-- Name: pass_extension pass_extension_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY pass_extension_prescriber ON public.pass_extension TO maillon_prescriber USING ((prescriber_id = (NULLIF(current_setting('app.prescriber_id'::text, true), ''::text))::uuid));

--
-- Name: pass_extension pass_extension_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY pass_extension_relay ON public.pass_extension FOR SELECT TO maillon_relay USING (true);

--
-- Name: pass_extension pass_extension_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY pass_extension_staff ON public.pass_extension TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: pass pass_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY pass_function ON public.pass AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor,office}'::text[])), false));

--
-- Name: pass pass_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY pass_relay ON public.pass TO maillon_relay USING (true);

--
-- Name: pass pass_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY pass_staff ON public.pass TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: pass_suspension; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.pass_suspension ENABLE ROW LEVEL SECURITY;

--
-- Name: pass_suspension pass_suspension_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY pass_suspension_function ON public.pass_suspension AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor,office}'::text[])), false));

--
-- Name: pass_suspension pass_suspension_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY pass_suspension_relay ON public.pass_suspension FOR SELECT TO maillon_relay USING (true);

--
-- Name: pass_suspension pass_suspension_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY pass_suspension_staff ON public.pass_suspension TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: path; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.path ENABLE ROW LEVEL SECURITY;

--
-- Name: path_exit; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.path_exit ENABLE ROW LEVEL SECURITY;

--
-- Name: path_exit path_exit_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY path_exit_function ON public.path_exit AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor,office}'::text[])), false));

--
-- Name: path_exit path_exit_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY path_exit_relay ON public.path_exit FOR SELECT TO maillon_relay USING (true);

--
-- Name: path_exit path_exit_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY path_exit_staff ON public.path_exit TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: path path_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY path_relay ON public.path FOR SELECT TO maillon_relay USING (true);

--
-- Name: path path_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY path_staff ON public.path TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: prescriber; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.prescriber ENABLE ROW LEVEL SECURITY;

--
-- Name: prescriber prescriber_auth; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY prescriber_auth ON public.prescriber FOR SELECT TO maillon_auth USING (true);

--
-- Name: prescriber prescriber_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY prescriber_operator ON public.prescriber TO maillon_operator USING (true);

--
-- Name: prescriber prescriber_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY prescriber_prescriber ON public.prescriber FOR SELECT TO maillon_prescriber USING (true);

--
-- Name: prescriber prescriber_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY prescriber_staff ON public.prescriber FOR SELECT TO maillon_staff USING (true);

--
-- Name: recruitment_assessment; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.recruitment_assessment ENABLE ROW LEVEL SECURITY;

--
-- Name: recruitment_assessment recruitment_assessment_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY recruitment_assessment_function ON public.recruitment_assessment AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor}'::text[])), false));

--
-- Name: recruitment_assessment recruitment_assessment_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY recruitment_assessment_staff ON public.recruitment_assessment TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: reference_asp_prescribers; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.reference_asp_prescribers ENABLE ROW LEVEL SECURITY;

--
-- Name: reference_barriers; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.reference_barriers ENABLE ROW LEVEL SECURITY;

--
-- Name: reference_candidate_situations; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.reference_candidate_situations ENABLE ROW LEVEL SECURITY;

--
-- Name: reference_countries; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.reference_countries ENABLE ROW LEVEL SECURITY;

--
-- Name: reference_departments; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.reference_departments ENABLE ROW LEVEL SECURITY;

--
-- Name: reference_departments reference_departments_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY reference_departments_operator ON public.reference_departments FOR SELECT TO maillon_operator USING (true);

--
-- Name: reference_departments reference_departments_partner; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY reference_departments_partner ON public.reference_departments FOR SELECT TO maillon_partner USING (true);

--
-- Name: reference_departments reference_departments_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY reference_departments_prescriber ON public.reference_departments FOR SELECT TO maillon_prescriber USING (true);

--
-- Name: reference_departments reference_departments_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY reference_departments_staff ON public.reference_departments FOR SELECT TO maillon_staff USING (true);

--
-- Name: reference_dsn_termination; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.reference_dsn_termination ENABLE ROW LEVEL SECURITY;

--
-- Name: reference_education_levels; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.reference_education_levels ENABLE ROW LEVEL SECURITY;

--
-- Name: reference_eligibility_criteria; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.reference_eligibility_criteria ENABLE ROW LEVEL SECURITY;

--
-- Name: reference_exit_reasons; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.reference_exit_reasons ENABLE ROW LEVEL SECURITY;

--
-- Name: reference_prescriber_kinds; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.reference_prescriber_kinds ENABLE ROW LEVEL SECURITY;

--
-- Name: reference_refusal_reasons; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.reference_refusal_reasons ENABLE ROW LEVEL SECURITY;

--
-- Name: reference_rome; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.reference_rome ENABLE ROW LEVEL SECURITY;

--
-- Name: schema_migration; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.schema_migration ENABLE ROW LEVEL SECURITY;

--
-- Name: schema_migration schema_migration_login; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY schema_migration_login ON public.schema_migration FOR SELECT TO maillon_login USING (true);

--
-- Name: staff_member; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.staff_member ENABLE ROW LEVEL SECURITY;

--
-- Name: staff_member staff_member_auth; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY staff_member_auth ON public.staff_member FOR SELECT TO maillon_auth USING (true);

--
-- Name: staff_member staff_member_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY staff_member_relay ON public.staff_member FOR SELECT TO maillon_relay USING (true);

--
-- Name: staff_member staff_member_relay_director; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY staff_member_relay_director ON public.staff_member FOR INSERT TO maillon_relay WITH CHECK ((role = 'director'::text));

--
-- Name: staff_member staff_member_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY staff_member_staff ON public.staff_member TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: structure; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.structure ENABLE ROW LEVEL SECURITY;

--
-- Name: structure structure_auth; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY structure_auth ON public.structure FOR SELECT TO maillon_auth USING (true);

--
-- Name: structure structure_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY structure_operator ON public.structure TO maillon_operator USING (true);

--
-- Name: structure structure_partner; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY structure_partner ON public.structure FOR SELECT TO maillon_partner USING ((id = ANY (ARRAY( SELECT a.structure_id
   FROM public.agreement a
  WHERE ((a.partner_id = (NULLIF(current_setting('app.partner_id'::text, true), ''::text))::uuid) AND (a.state = 'open'::text) AND (daterange(a.starts_on, a.ends_on, '[]'::text) @> (NULLIF(current_setting('app.today'::text, true), ''::text))::date))))));

--
-- Name: structure structure_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY structure_prescriber ON public.structure FOR SELECT TO maillon_prescriber USING (true);

--
-- Name: structure structure_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY structure_relay ON public.structure FOR SELECT TO maillon_relay USING (true);

--
-- Name: structure structure_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY structure_staff ON public.structure TO maillon_staff USING ((id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: target; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.target ENABLE ROW LEVEL SECURITY;

--
-- Name: target target_function; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY target_function ON public.target AS RESTRICTIVE TO maillon_staff USING (COALESCE((current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor,office}'::text[])), false));

--
-- Name: target target_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY target_relay ON public.target FOR SELECT TO maillon_relay USING (true);

--
-- Name: target target_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY target_staff ON public.target TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: transition; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.transition ENABLE ROW LEVEL SECURITY;

--
-- Name: transition transition_auth; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY transition_auth ON public.transition FOR INSERT TO maillon_auth WITH CHECK (true);

--
-- Name: transition transition_comment; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY transition_comment ON public.transition FOR SELECT TO maillon_relay USING (true);

--
-- Name: transition transition_job; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY transition_job ON public.transition FOR INSERT TO maillon_job WITH CHECK (true);

--
-- Name: transition transition_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY transition_operator ON public.transition FOR INSERT TO maillon_operator WITH CHECK ((actor_id = (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid));

--
-- Name: transition transition_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY transition_prescriber ON public.transition FOR INSERT TO maillon_prescriber WITH CHECK ((actor_id = (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid));

--
-- Name: transition transition_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY transition_relay ON public.transition FOR INSERT TO maillon_relay WITH CHECK (true);

--
-- Name: transition transition_row; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY transition_row ON public.transition AS RESTRICTIVE FOR SELECT TO maillon_staff USING (COALESCE(
CASE resource
    WHEN 'participant'::text THEN (row_id = ANY (ARRAY( SELECT r.id
       FROM public.participant r
      WHERE (r.id = transition.row_id))))
    WHEN 'candidacy'::text THEN (row_id = ANY (ARRAY( SELECT r.id
       FROM public.candidacy r
      WHERE (r.id = transition.row_id))))
    WHEN 'background'::text THEN (row_id = ANY (ARRAY( SELECT r.id
       FROM public.background r
      WHERE (r.id = transition.row_id))))
    WHEN 'entry_situation'::text THEN (row_id = ANY (ARRAY( SELECT r.id
       FROM public.entry_situation r
      WHERE (r.id = transition.row_id))))
    WHEN 'path'::text THEN (row_id = ANY (ARRAY( SELECT r.id
       FROM public.path r
      WHERE (r.id = transition.row_id))))
    WHEN 'contract'::text THEN (row_id = ANY (ARRAY( SELECT r.id
       FROM public.contract r
      WHERE (r.id = transition.row_id))))
    WHEN 'immersion'::text THEN (row_id = ANY (ARRAY( SELECT r.id
       FROM public.immersion r
      WHERE (r.id = transition.row_id))))
    WHEN 'exit'::text THEN (row_id = ANY (ARRAY( SELECT r.id
       FROM public.path_exit r
      WHERE (r.id = transition.row_id))))
    WHEN 'pass'::text THEN (row_id = ANY (ARRAY( SELECT r.id
       FROM public.pass r
      WHERE (r.id = transition.row_id))))
    WHEN 'pass_suspension'::text THEN (row_id = ANY (ARRAY( SELECT r.id
       FROM public.pass_suspension r
      WHERE (r.id = transition.row_id))))
    ELSE (current_setting('app.staff_role'::text, true) = ANY ('{director,counsellor}'::text[]))
END, false));

--
-- Name: transition transition_signatory; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY transition_signatory ON public.transition FOR INSERT TO maillon_signatory WITH CHECK ((actor_id = (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid));

--
-- Name: transition transition_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY transition_staff ON public.transition TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: vacancy; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.vacancy ENABLE ROW LEVEL SECURITY;

--
-- Name: vacancy vacancy_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY vacancy_operator ON public.vacancy FOR SELECT TO maillon_operator USING ((public.vacancy_is_open(state, opens_on, closes_on) AND public.structure_takes_candidacies(structure_id)));

--
-- Name: vacancy vacancy_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY vacancy_prescriber ON public.vacancy FOR SELECT TO maillon_prescriber USING ((public.vacancy_is_open(state, opens_on, closes_on) AND public.structure_takes_candidacies(structure_id)));

--
-- Name: vacancy vacancy_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY vacancy_relay ON public.vacancy FOR SELECT TO maillon_relay USING (true);

--
-- Name: vacancy vacancy_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY vacancy_staff ON public.vacancy TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: worksite; Type: ROW SECURITY; Schema: public; Owner: maillon_owner
--

ALTER TABLE public.worksite ENABLE ROW LEVEL SECURITY;

--
-- Name: worksite worksite_operator; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY worksite_operator ON public.worksite FOR SELECT TO maillon_operator USING (true);

--
-- Name: worksite worksite_prescriber; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY worksite_prescriber ON public.worksite FOR SELECT TO maillon_prescriber USING (true);

--
-- Name: worksite worksite_relay; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY worksite_relay ON public.worksite FOR SELECT TO maillon_relay USING (true);

--
-- Name: worksite worksite_staff; Type: POLICY; Schema: public; Owner: maillon_owner
--

CREATE POLICY worksite_staff ON public.worksite TO maillon_staff USING ((structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid));

--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: pg_database_owner
--

REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO maillon_owner;
GRANT USAGE ON SCHEMA public TO maillon_login;
GRANT USAGE ON SCHEMA public TO maillon_auth;
GRANT USAGE ON SCHEMA public TO maillon_relay;
GRANT USAGE ON SCHEMA public TO maillon_staff;
GRANT USAGE ON SCHEMA public TO maillon_prescriber;
GRANT USAGE ON SCHEMA public TO maillon_partner;
GRANT USAGE ON SCHEMA public TO maillon_operator;
GRANT USAGE ON SCHEMA public TO maillon_job;
GRANT USAGE ON SCHEMA public TO maillon_signatory;

--
-- Name: FUNCTION add_first_director(of_structure uuid, new_id uuid, first text, last text, address text); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.add_first_director(of_structure uuid, new_id uuid, first text, last text, address text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.add_first_director(of_structure uuid, new_id uuid, first text, last text, address text) TO maillon_operator;

--
-- Name: FUNCTION department_of(postcode text); Type: ACL; Schema: public; Owner: maillon_owner
--

REVOKE ALL ON FUNCTION public.department_of(postcode text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.department_of(postcode text) TO maillon_staff;
GRANT ALL ON FUNCTION public.department_of(postcode text) TO maillon_prescriber;
GRANT ALL ON FUNCTION public.department_of(postcode text) TO maillon_partner;
GRANT ALL ON FUNCTION public.department_of(postcode text) TO maillon_operator;
GRANT ALL ON FUNCTION public.department_of(postcode text) TO maillon_relay;

--
-- Name: FUNCTION search_form(name text); Type: ACL; Schema: public; Owner: maillon_owner
--

REVOKE ALL ON FUNCTION public.search_form(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.search_form(name text) TO maillon_staff;
GRANT ALL ON FUNCTION public.search_form(name text) TO maillon_prescriber;
GRANT ALL ON FUNCTION public.search_form(name text) TO maillon_partner;
GRANT ALL ON FUNCTION public.search_form(name text) TO maillon_operator;
GRANT ALL ON FUNCTION public.search_form(name text) TO maillon_relay;

--
-- Name: TABLE api_key; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.api_key TO maillon_staff;
GRANT SELECT,INSERT,UPDATE ON TABLE public.api_key TO maillon_operator;
GRANT SELECT ON TABLE public.api_key TO maillon_auth;

--
-- Name: COLUMN api_key.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.api_key TO maillon_job;

--
-- Name: COLUMN api_key.structure_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(structure_id) ON TABLE public.api_key TO maillon_relay;

--
-- Name: COLUMN api_key.staff_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(staff_id) ON TABLE public.api_key TO maillon_relay;

--
-- Name: COLUMN api_key.state; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(state) ON TABLE public.api_key TO maillon_relay;

--
-- Name: COLUMN api_key.expires_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(expires_at) ON TABLE public.api_key TO maillon_relay;

--
-- Name: COLUMN api_key.last_used_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(last_used_at),UPDATE(last_used_at) ON TABLE public.api_key TO maillon_job;

--
-- Name: TABLE identity; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,UPDATE ON TABLE public.identity TO maillon_staff;
GRANT SELECT,INSERT,UPDATE ON TABLE public.identity TO maillon_operator;
GRANT SELECT,INSERT ON TABLE public.identity TO maillon_auth;

--
-- Name: COLUMN identity.structure_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(structure_id) ON TABLE public.identity TO maillon_relay;

--
-- Name: COLUMN identity.staff_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(staff_id) ON TABLE public.identity TO maillon_relay;

--
-- Name: COLUMN identity.state; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(state) ON TABLE public.identity TO maillon_relay;

--
-- Name: TABLE immersion_link; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.immersion_link TO maillon_staff;

--
-- Name: COLUMN immersion_link.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.immersion_link TO maillon_auth;
GRANT SELECT(id) ON TABLE public.immersion_link TO maillon_signatory;

--
-- Name: COLUMN immersion_link.version; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(version),UPDATE(version) ON TABLE public.immersion_link TO maillon_signatory;

--
-- Name: COLUMN immersion_link.updated_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(updated_at) ON TABLE public.immersion_link TO maillon_signatory;

--
-- Name: COLUMN immersion_link.structure_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(structure_id) ON TABLE public.immersion_link TO maillon_auth;
GRANT SELECT(structure_id) ON TABLE public.immersion_link TO maillon_signatory;

--
-- Name: COLUMN immersion_link.immersion_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(immersion_id) ON TABLE public.immersion_link TO maillon_auth;
GRANT SELECT(immersion_id) ON TABLE public.immersion_link TO maillon_signatory;

--
-- Name: COLUMN immersion_link.role; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(role) ON TABLE public.immersion_link TO maillon_signatory;

--
-- Name: COLUMN immersion_link.hash; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(hash) ON TABLE public.immersion_link TO maillon_auth;

--
-- Name: COLUMN immersion_link.state; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(state) ON TABLE public.immersion_link TO maillon_auth;
GRANT SELECT(state),UPDATE(state) ON TABLE public.immersion_link TO maillon_signatory;

--
-- Name: COLUMN immersion_link.expires_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(expires_at) ON TABLE public.immersion_link TO maillon_auth;
GRANT SELECT(expires_at) ON TABLE public.immersion_link TO maillon_signatory;

--
-- Name: COLUMN immersion_link.used_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(used_at) ON TABLE public.immersion_link TO maillon_auth;
GRANT SELECT(used_at),UPDATE(used_at) ON TABLE public.immersion_link TO maillon_signatory;

--
-- Name: TABLE partner; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT ON TABLE public.partner TO maillon_staff;
GRANT SELECT ON TABLE public.partner TO maillon_partner;
GRANT SELECT,INSERT,UPDATE ON TABLE public.partner TO maillon_operator;

--
-- Name: COLUMN partner.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.partner TO maillon_auth;

--
-- Name: COLUMN partner.name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(name) ON TABLE public.partner TO maillon_auth;

--
-- Name: TABLE prescriber; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT ON TABLE public.prescriber TO maillon_staff;
GRANT SELECT,INSERT,UPDATE ON TABLE public.prescriber TO maillon_operator;

--
-- Name: COLUMN prescriber.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.prescriber TO maillon_auth;
GRANT SELECT(id) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.version; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(version) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.created_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(created_at) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.updated_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(updated_at) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(name) ON TABLE public.prescriber TO maillon_auth;
GRANT SELECT(name) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.kind; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(kind) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.sensitive; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(sensitive) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.siret; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(siret) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.safir; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(safir) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.address; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(address) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.postcode; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(postcode) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.town; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(town) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.email; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(email) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.phone; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(phone) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.authorisation; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(authorisation) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.located_in; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(located_in) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: COLUMN prescriber.search_town; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(search_town) ON TABLE public.prescriber TO maillon_prescriber;

--
-- Name: TABLE staff_member; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.staff_member TO maillon_staff;
GRANT INSERT ON TABLE public.staff_member TO maillon_relay;

--
-- Name: COLUMN staff_member.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.staff_member TO maillon_auth;
GRANT SELECT(id) ON TABLE public.staff_member TO maillon_relay;

--
-- Name: COLUMN staff_member.structure_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(structure_id) ON TABLE public.staff_member TO maillon_auth;
GRANT SELECT(structure_id) ON TABLE public.staff_member TO maillon_relay;

--
-- Name: COLUMN staff_member.first_name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(first_name) ON TABLE public.staff_member TO maillon_relay;

--
-- Name: COLUMN staff_member.last_name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(last_name) ON TABLE public.staff_member TO maillon_relay;

--
-- Name: COLUMN staff_member.email; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(email) ON TABLE public.staff_member TO maillon_relay;

--
-- Name: COLUMN staff_member.role; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(role) ON TABLE public.staff_member TO maillon_auth;
GRANT SELECT(role) ON TABLE public.staff_member TO maillon_relay;

--
-- Name: COLUMN staff_member.active; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(active) ON TABLE public.staff_member TO maillon_auth;
GRANT SELECT(active) ON TABLE public.staff_member TO maillon_relay;

--
-- Name: TABLE structure; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,UPDATE ON TABLE public.structure TO maillon_staff;
GRANT SELECT ON TABLE public.structure TO maillon_relay;
GRANT SELECT,INSERT,UPDATE ON TABLE public.structure TO maillon_operator;

--
-- Name: COLUMN structure.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.structure TO maillon_auth;
GRANT SELECT(id) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(id) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.version; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(version) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(version) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.created_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(created_at) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(created_at) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.updated_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(updated_at) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(updated_at) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(name) ON TABLE public.structure TO maillon_auth;
GRANT SELECT(name) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(name) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.siret; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(siret) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(siret) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.kind; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(kind) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(kind) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.founded_year; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(founded_year) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(founded_year) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.naf; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(naf) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(naf) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.address; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(address) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(address) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.postcode; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(postcode) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(postcode) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.town; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(town) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(town) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.department; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(department) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(department) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.email; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(email) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(email) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.phone; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(phone) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(phone) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.open_to_candidacies; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(open_to_candidacies) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(open_to_candidacies) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.located_in; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(located_in) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(located_in) ON TABLE public.structure TO maillon_partner;

--
-- Name: COLUMN structure.search_town; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(search_town) ON TABLE public.structure TO maillon_prescriber;
GRANT SELECT(search_town) ON TABLE public.structure TO maillon_partner;

--
-- Name: FUNCTION auth_memberships(key_hash bytea, token_issuer text, token_subject text); Type: ACL; Schema: public; Owner: maillon_auth
--

REVOKE ALL ON FUNCTION public.auth_memberships(key_hash bytea, token_issuer text, token_subject text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.auth_memberships(key_hash bytea, token_issuer text, token_subject text) TO maillon_login;

--
-- Name: TABLE candidacy; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.candidacy TO maillon_staff;
GRANT INSERT ON TABLE public.candidacy TO maillon_prescriber;
GRANT SELECT ON TABLE public.candidacy TO maillon_relay;

--
-- Name: COLUMN candidacy.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.version; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(version),UPDATE(version) ON TABLE public.candidacy TO maillon_prescriber;
GRANT UPDATE(version) ON TABLE public.candidacy TO maillon_relay;

--
-- Name: COLUMN candidacy.created_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(created_at) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.updated_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(updated_at),UPDATE(updated_at) ON TABLE public.candidacy TO maillon_prescriber;
GRANT UPDATE(updated_at) ON TABLE public.candidacy TO maillon_relay;

--
-- Name: COLUMN candidacy.structure_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(structure_id) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.prescriber_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(prescriber_id) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.candidate_reference; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(candidate_reference) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.external_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(external_id) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.worksite_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(worksite_id),UPDATE(worksite_id) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.first_name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(first_name),UPDATE(first_name) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.last_name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(last_name),UPDATE(last_name) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.birth_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(birth_on),UPDATE(birth_on) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.email; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(email),UPDATE(email) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.phone; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(phone),UPDATE(phone) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.address; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(address),UPDATE(address) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.postcode; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(postcode),UPDATE(postcode) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.town; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(town),UPDATE(town) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.candidate_informed_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(candidate_informed_on),UPDATE(candidate_informed_on) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.referent_name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(referent_name),UPDATE(referent_name) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.referent_email; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(referent_email),UPDATE(referent_email) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.referent_phone; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(referent_phone),UPDATE(referent_phone) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.message; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(message),UPDATE(message) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.expected_start_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(expected_start_on),UPDATE(expected_start_on) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.state; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(state),UPDATE(state) ON TABLE public.candidacy TO maillon_prescriber;
GRANT UPDATE(state) ON TABLE public.candidacy TO maillon_relay;

--
-- Name: COLUMN candidacy.interview_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(interview_at) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.interview_place; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(interview_place) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.answer_to_prescriber; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(answer_to_prescriber) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.withdrawal_reason; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(withdrawal_reason),UPDATE(withdrawal_reason) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.participant_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(participant_id) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.first_day_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(first_day_on) ON TABLE public.candidacy TO maillon_relay;
GRANT SELECT(first_day_on) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.last_day_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(last_day_on) ON TABLE public.candidacy TO maillon_relay;
GRANT SELECT(last_day_on) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.exit_category; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(exit_category) ON TABLE public.candidacy TO maillon_relay;
GRANT SELECT(exit_category) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.search; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(search) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.search_first; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(search_first) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.vacancy_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(vacancy_id),UPDATE(vacancy_id) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.wished_jobs; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(wished_jobs),UPDATE(wished_jobs) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.situations; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(situations),UPDATE(situations) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.situation_details; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(situation_details),UPDATE(situation_details) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: COLUMN candidacy.state_since_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(state_since_on) ON TABLE public.candidacy TO maillon_prescriber;

--
-- Name: FUNCTION candidacies_put_away(kept uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.candidacies_put_away(kept uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.candidacies_put_away(kept uuid) TO maillon_staff;
GRANT ALL ON FUNCTION public.candidacies_put_away(kept uuid) TO maillon_prescriber;

--
-- Name: FUNCTION candidacy_lock(candidacy uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.candidacy_lock(candidacy uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.candidacy_lock(candidacy uuid) TO maillon_staff;

--
-- Name: FUNCTION candidacy_mark_duplicate(); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.candidacy_mark_duplicate() FROM PUBLIC;
GRANT ALL ON FUNCTION public.candidacy_mark_duplicate() TO maillon_owner;

--
-- Name: FUNCTION candidacy_stamp(); Type: ACL; Schema: public; Owner: maillon_owner
--

REVOKE ALL ON FUNCTION public.candidacy_stamp() FROM PUBLIC;

--
-- Name: FUNCTION candidacy_stay(candidacy uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.candidacy_stay(candidacy uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.candidacy_stay(candidacy uuid) TO maillon_staff;

--
-- Name: TABLE contract; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.contract TO maillon_staff;

--
-- Name: COLUMN contract.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.contract TO maillon_job;
GRANT SELECT(id) ON TABLE public.contract TO maillon_relay;

--
-- Name: COLUMN contract.version; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(version),UPDATE(version) ON TABLE public.contract TO maillon_job;

--
-- Name: COLUMN contract.updated_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(updated_at),UPDATE(updated_at) ON TABLE public.contract TO maillon_job;

--
-- Name: COLUMN contract.structure_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(structure_id) ON TABLE public.contract TO maillon_job;
GRANT SELECT(structure_id) ON TABLE public.contract TO maillon_relay;

--
-- Name: COLUMN contract.participant_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(participant_id) ON TABLE public.contract TO maillon_relay;

--
-- Name: COLUMN contract.renews_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(renews_id) ON TABLE public.contract TO maillon_relay;

--
-- Name: COLUMN contract.starts_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(starts_on) ON TABLE public.contract TO maillon_job;
GRANT SELECT(starts_on) ON TABLE public.contract TO maillon_relay;

--
-- Name: COLUMN contract.ends_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(ends_on) ON TABLE public.contract TO maillon_job;

--
-- Name: COLUMN contract.state; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(state),UPDATE(state) ON TABLE public.contract TO maillon_job;
GRANT SELECT(state) ON TABLE public.contract TO maillon_relay;

--
-- Name: COLUMN contract.last_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(last_on) ON TABLE public.contract TO maillon_job;
GRANT SELECT(last_on) ON TABLE public.contract TO maillon_relay;

--
-- Name: TABLE immersion; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.immersion TO maillon_staff;
GRANT SELECT ON TABLE public.immersion TO maillon_prescriber;

--
-- Name: COLUMN immersion.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.immersion TO maillon_job;
GRANT SELECT(id) ON TABLE public.immersion TO maillon_relay;
GRANT SELECT(id) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.version; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(version) ON TABLE public.immersion TO maillon_prescriber;
GRANT SELECT(version),UPDATE(version) ON TABLE public.immersion TO maillon_job;
GRANT SELECT(version),UPDATE(version) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.created_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(created_at) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.updated_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(updated_at) ON TABLE public.immersion TO maillon_prescriber;
GRANT SELECT(updated_at),UPDATE(updated_at) ON TABLE public.immersion TO maillon_job;
GRANT SELECT(updated_at),UPDATE(updated_at) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.structure_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(structure_id) ON TABLE public.immersion TO maillon_job;
GRANT SELECT(structure_id) ON TABLE public.immersion TO maillon_relay;
GRANT SELECT(structure_id) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.contract_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(contract_id) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.participant_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(participant_id) ON TABLE public.immersion TO maillon_relay;
GRANT SELECT(participant_id) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.path_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(path_id) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.host_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(host_id) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.prescriber_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(prescriber_id) ON TABLE public.immersion TO maillon_job;
GRANT SELECT(prescriber_id) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.renews_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(renews_id) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.object; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(object) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.objectives; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(objectives) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.evaluation_means; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(evaluation_means) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.tasks; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(tasks) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.starts_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(starts_on) ON TABLE public.immersion TO maillon_job;
GRANT SELECT(starts_on) ON TABLE public.immersion TO maillon_relay;
GRANT SELECT(starts_on) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.ends_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(ends_on) ON TABLE public.immersion TO maillon_job;
GRANT SELECT(ends_on) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.place; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(place) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.schedule; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(schedule) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.beneficiary_situation; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(beneficiary_situation) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.rsa; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(rsa) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.referent_name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(referent_name) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.tutor_name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(tutor_name) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.tutor_function; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(tutor_function) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.tutor_email; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(tutor_email) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.tutor_phone; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(tutor_phone) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.legal_representative_name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(legal_representative_name) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.immersion_facilitee_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(immersion_facilitee_id) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.planned_minutes; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(planned_minutes) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.planned_days; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(planned_days) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.state; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(state) ON TABLE public.immersion TO maillon_prescriber;
GRANT SELECT(state),UPDATE(state) ON TABLE public.immersion TO maillon_job;
GRANT SELECT(state) ON TABLE public.immersion TO maillon_relay;
GRANT SELECT(state),UPDATE(state) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.validated_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(validated_on) ON TABLE public.immersion TO maillon_prescriber;
GRANT SELECT(validated_on) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.last_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(last_on) ON TABLE public.immersion TO maillon_job;
GRANT SELECT(last_on) ON TABLE public.immersion TO maillon_relay;
GRANT SELECT(last_on),UPDATE(last_on) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.rejection_justification; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(rejection_justification) ON TABLE public.immersion TO maillon_prescriber;

--
-- Name: COLUMN immersion.abandon_justification; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(abandon_justification) ON TABLE public.immersion TO maillon_prescriber;

--
-- Name: COLUMN immersion.cancel_justification; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(cancel_justification) ON TABLE public.immersion TO maillon_prescriber;

--
-- Name: COLUMN immersion.result; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(result),UPDATE(result) ON TABLE public.immersion TO maillon_signatory;
GRANT SELECT(result) ON TABLE public.immersion TO maillon_relay;

--
-- Name: COLUMN immersion.missed_minutes; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(missed_minutes),UPDATE(missed_minutes) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.job_obtained; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(job_obtained),UPDATE(job_obtained) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.host_feedback; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(host_feedback),UPDATE(host_feedback) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.project_confirmed; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(project_confirmed),UPDATE(project_confirmed) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.beneficiary_agrees; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(beneficiary_agrees) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.beneficiary_comment; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(beneficiary_comment) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.assessed_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(assessed_on),UPDATE(assessed_on) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.beneficiary_first_name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(beneficiary_first_name) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.beneficiary_last_name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(beneficiary_last_name) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.beneficiary_birth_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(beneficiary_birth_on) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.employer_name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(employer_name) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.employer_siret; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(employer_siret) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.host_name; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(host_name) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.host_siret; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(host_siret) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.host_address; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(host_address) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.host_legal_form; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(host_legal_form) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.host_main_activity; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(host_main_activity) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.host_collective_agreement; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(host_collective_agreement) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.host_person_in_charge; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(host_person_in_charge) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.host_person_in_charge_function; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(host_person_in_charge_function) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.prescribing_body; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(prescribing_body) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: COLUMN immersion.renewal_justification; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(renewal_justification) ON TABLE public.immersion TO maillon_signatory;

--
-- Name: FUNCTION contract_rests(contract uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.contract_rests(contract uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.contract_rests(contract uuid) TO maillon_staff;

--
-- Name: TABLE era; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT ON TABLE public.era TO maillon_relay;

--
-- Name: FUNCTION current_era(); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.current_era() FROM PUBLIC;
GRANT ALL ON FUNCTION public.current_era() TO maillon_owner;
GRANT ALL ON FUNCTION public.current_era() TO maillon_staff;
GRANT ALL ON FUNCTION public.current_era() TO maillon_prescriber;
GRANT ALL ON FUNCTION public.current_era() TO maillon_partner;
GRANT ALL ON FUNCTION public.current_era() TO maillon_operator;
GRANT ALL ON FUNCTION public.current_era() TO maillon_job;
GRANT ALL ON FUNCTION public.current_era() TO maillon_auth;
GRANT ALL ON FUNCTION public.current_era() TO maillon_signatory;

--
-- Name: TABLE reference_departments; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT ON TABLE public.reference_departments TO maillon_staff;
GRANT SELECT ON TABLE public.reference_departments TO maillon_prescriber;
GRANT SELECT ON TABLE public.reference_departments TO maillon_partner;
GRANT SELECT ON TABLE public.reference_departments TO maillon_operator;

--
-- Name: FUNCTION departments_of(region text); Type: ACL; Schema: public; Owner: maillon_owner
--

REVOKE ALL ON FUNCTION public.departments_of(region text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.departments_of(region text) TO maillon_staff;
GRANT ALL ON FUNCTION public.departments_of(region text) TO maillon_prescriber;
GRANT ALL ON FUNCTION public.departments_of(region text) TO maillon_partner;
GRANT ALL ON FUNCTION public.departments_of(region text) TO maillon_operator;

--
-- Name: FUNCTION diagnosis_person(candidacy uuid, participant uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.diagnosis_person(candidacy uuid, participant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.diagnosis_person(candidacy uuid, participant uuid) TO maillon_staff;
GRANT ALL ON FUNCTION public.diagnosis_person(candidacy uuid, participant uuid) TO maillon_prescriber;

--
-- Name: FUNCTION directory_changed(); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.directory_changed() FROM PUBLIC;
GRANT ALL ON FUNCTION public.directory_changed() TO maillon_owner;

--
-- Name: FUNCTION words_of(phrase text); Type: ACL; Schema: public; Owner: maillon_owner
--

REVOKE ALL ON FUNCTION public.words_of(phrase text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.words_of(phrase text) TO maillon_relay;

--
-- Name: TABLE directory_word; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,DELETE ON TABLE public.directory_word TO maillon_relay;

--
-- Name: FUNCTION directory_find(resource text, phrase text); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.directory_find(resource text, phrase text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.directory_find(resource text, phrase text) TO maillon_staff;
GRANT ALL ON FUNCTION public.directory_find(resource text, phrase text) TO maillon_prescriber;
GRANT ALL ON FUNCTION public.directory_find(resource text, phrase text) TO maillon_partner;
GRANT ALL ON FUNCTION public.directory_find(resource text, phrase text) TO maillon_operator;

--
-- Name: TABLE vacancy; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.vacancy TO maillon_staff;
GRANT SELECT ON TABLE public.vacancy TO maillon_prescriber;
GRANT SELECT ON TABLE public.vacancy TO maillon_operator;
GRANT SELECT ON TABLE public.vacancy TO maillon_relay;

--
-- Name: TABLE worksite; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.worksite TO maillon_staff;
GRANT SELECT ON TABLE public.worksite TO maillon_prescriber;
GRANT SELECT ON TABLE public.worksite TO maillon_relay;
GRANT SELECT ON TABLE public.worksite TO maillon_operator;

--
-- Name: FUNCTION directory_index(structures uuid[], vacancies uuid[]); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.directory_index(structures uuid[], vacancies uuid[]) FROM PUBLIC;

--
-- Name: FUNCTION directory_prescriber(); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.directory_prescriber() FROM PUBLIC;
GRANT ALL ON FUNCTION public.directory_prescriber() TO maillon_owner;

--
-- Name: FUNCTION enrol(code_hash bytea, token_issuer text, token_subject text, new_id uuid, of_request text); Type: ACL; Schema: public; Owner: maillon_auth
--

REVOKE ALL ON FUNCTION public.enrol(code_hash bytea, token_issuer text, token_subject text, new_id uuid, of_request text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.enrol(code_hash bytea, token_issuer text, token_subject text, new_id uuid, of_request text) TO maillon_login;

--
-- Name: FUNCTION structure_is_directed(of_structure uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.structure_is_directed(of_structure uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.structure_is_directed(of_structure uuid) TO maillon_operator;

--
-- Name: FUNCTION invitee(of_structure uuid, of_staff uuid, with_email text); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.invitee(of_structure uuid, of_staff uuid, with_email text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.invitee(of_structure uuid, of_staff uuid, with_email text) TO maillon_staff;
GRANT ALL ON FUNCTION public.invitee(of_structure uuid, of_staff uuid, with_email text) TO maillon_operator;

--
-- Name: FUNCTION name_key(first_name text, last_name text); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.name_key(first_name text, last_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.name_key(first_name text, last_name text) TO maillon_staff;

--
-- Name: FUNCTION obsolete_siblings(candidacy uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.obsolete_siblings(candidacy uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.obsolete_siblings(candidacy uuid) TO maillon_staff;

--
-- Name: TABLE agreement; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.agreement TO maillon_staff;
GRANT SELECT ON TABLE public.agreement TO maillon_partner;
GRANT SELECT ON TABLE public.agreement TO maillon_relay;
GRANT SELECT,INSERT ON TABLE public.agreement TO maillon_operator;

--
-- Name: TABLE path_exit; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.path_exit TO maillon_staff;

--
-- Name: COLUMN path_exit.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.path_exit TO maillon_relay;

--
-- Name: COLUMN path_exit.structure_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(structure_id) ON TABLE public.path_exit TO maillon_relay;

--
-- Name: COLUMN path_exit.path_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(path_id) ON TABLE public.path_exit TO maillon_relay;

--
-- Name: COLUMN path_exit.worksite_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(worksite_id) ON TABLE public.path_exit TO maillon_relay;

--
-- Name: COLUMN path_exit.exit_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(exit_on) ON TABLE public.path_exit TO maillon_relay;

--
-- Name: COLUMN path_exit.reason; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(reason) ON TABLE public.path_exit TO maillon_relay;

--
-- Name: COLUMN path_exit.category; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(category) ON TABLE public.path_exit TO maillon_relay;

--
-- Name: COLUMN path_exit.counted; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(counted) ON TABLE public.path_exit TO maillon_relay;

--
-- Name: FUNCTION outcome_headline(from_on date, to_on date, only_structure uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.outcome_headline(from_on date, to_on date, only_structure uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.outcome_headline(from_on date, to_on date, only_structure uuid) TO maillon_staff;
GRANT ALL ON FUNCTION public.outcome_headline(from_on date, to_on date, only_structure uuid) TO maillon_partner;

--
-- Name: TABLE target; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.target TO maillon_staff;
GRANT SELECT ON TABLE public.target TO maillon_relay;

--
-- Name: FUNCTION outcome_targets(from_on date, to_on date, only_structure uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.outcome_targets(from_on date, to_on date, only_structure uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.outcome_targets(from_on date, to_on date, only_structure uuid) TO maillon_staff;
GRANT ALL ON FUNCTION public.outcome_targets(from_on date, to_on date, only_structure uuid) TO maillon_partner;

--
-- Name: TABLE pass_suspension; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.pass_suspension TO maillon_staff;
GRANT SELECT ON TABLE public.pass_suspension TO maillon_relay;

--
-- Name: FUNCTION pass_days_left(pass uuid, start_on date, last_on date); Type: ACL; Schema: public; Owner: maillon_owner
--

REVOKE ALL ON FUNCTION public.pass_days_left(pass uuid, start_on date, last_on date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.pass_days_left(pass uuid, start_on date, last_on date) TO maillon_staff;

--
-- Name: TABLE participant; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.participant TO maillon_staff;

--
-- Name: COLUMN participant.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.participant TO maillon_relay;

--
-- Name: COLUMN participant.version; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(version) ON TABLE public.participant TO maillon_relay;

--
-- Name: COLUMN participant.structure_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(structure_id) ON TABLE public.participant TO maillon_relay;

--
-- Name: COLUMN participant.birth_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(birth_on) ON TABLE public.participant TO maillon_relay;

--
-- Name: TABLE pass; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.pass TO maillon_staff;
GRANT SELECT ON TABLE public.pass TO maillon_relay;

--
-- Name: COLUMN pass.version; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(version) ON TABLE public.pass TO maillon_relay;

--
-- Name: COLUMN pass.updated_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(updated_at) ON TABLE public.pass TO maillon_relay;

--
-- Name: COLUMN pass.end_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(end_on) ON TABLE public.pass TO maillon_relay;

--
-- Name: COLUMN pass.last_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(last_on) ON TABLE public.pass TO maillon_relay;

--
-- Name: TABLE pass_extension; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.pass_extension TO maillon_staff;
GRANT SELECT ON TABLE public.pass_extension TO maillon_prescriber;
GRANT SELECT ON TABLE public.pass_extension TO maillon_relay;

--
-- Name: COLUMN pass_extension.version; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(version) ON TABLE public.pass_extension TO maillon_prescriber;

--
-- Name: COLUMN pass_extension.updated_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(updated_at) ON TABLE public.pass_extension TO maillon_prescriber;

--
-- Name: COLUMN pass_extension.state; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(state) ON TABLE public.pass_extension TO maillon_prescriber;

--
-- Name: COLUMN pass_extension.answered_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(answered_on) ON TABLE public.pass_extension TO maillon_prescriber;

--
-- Name: COLUMN pass_extension.answer; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(answer) ON TABLE public.pass_extension TO maillon_prescriber;

--
-- Name: FUNCTION pass_extension_lock(extension uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.pass_extension_lock(extension uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.pass_extension_lock(extension uuid) TO maillon_prescriber;

--
-- Name: FUNCTION pass_set_end(pass uuid, end_on date, last_on date); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.pass_set_end(pass uuid, end_on date, last_on date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.pass_set_end(pass uuid, end_on date, last_on date) TO maillon_staff;
GRANT ALL ON FUNCTION public.pass_set_end(pass uuid, end_on date, last_on date) TO maillon_prescriber;

--
-- Name: TABLE eligibility_diagnosis; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.eligibility_diagnosis TO maillon_staff;
GRANT SELECT,INSERT ON TABLE public.eligibility_diagnosis TO maillon_prescriber;

--
-- Name: COLUMN eligibility_diagnosis.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.eligibility_diagnosis TO maillon_relay;

--
-- Name: COLUMN eligibility_diagnosis.version; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(version) ON TABLE public.eligibility_diagnosis TO maillon_prescriber;

--
-- Name: COLUMN eligibility_diagnosis.updated_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(updated_at) ON TABLE public.eligibility_diagnosis TO maillon_prescriber;

--
-- Name: COLUMN eligibility_diagnosis.structure_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(structure_id) ON TABLE public.eligibility_diagnosis TO maillon_relay;

--
-- Name: COLUMN eligibility_diagnosis.participant_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(participant_id) ON TABLE public.eligibility_diagnosis TO maillon_relay;

--
-- Name: COLUMN eligibility_diagnosis.prescriber_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(prescriber_id) ON TABLE public.eligibility_diagnosis TO maillon_relay;

--
-- Name: COLUMN eligibility_diagnosis.diagnosed_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(diagnosed_on) ON TABLE public.eligibility_diagnosis TO maillon_relay;

--
-- Name: COLUMN eligibility_diagnosis.last_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(last_on) ON TABLE public.eligibility_diagnosis TO maillon_relay;

--
-- Name: COLUMN eligibility_diagnosis.state; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT UPDATE(state) ON TABLE public.eligibility_diagnosis TO maillon_prescriber;
GRANT SELECT(state) ON TABLE public.eligibility_diagnosis TO maillon_relay;

--
-- Name: FUNCTION person_rights(participant uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.person_rights(participant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.person_rights(participant uuid) TO maillon_staff;
GRANT ALL ON FUNCTION public.person_rights(participant uuid) TO maillon_prescriber;

--
-- Name: FUNCTION region_of(department text); Type: ACL; Schema: public; Owner: maillon_owner
--

REVOKE ALL ON FUNCTION public.region_of(department text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.region_of(department text) TO maillon_staff;
GRANT ALL ON FUNCTION public.region_of(department text) TO maillon_prescriber;
GRANT ALL ON FUNCTION public.region_of(department text) TO maillon_partner;
GRANT ALL ON FUNCTION public.region_of(department text) TO maillon_operator;

--
-- Name: FUNCTION staff_accompanies(member uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.staff_accompanies(member uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.staff_accompanies(member uuid) TO maillon_staff;
GRANT ALL ON FUNCTION public.staff_accompanies(member uuid) TO maillon_prescriber;

--
-- Name: FUNCTION structure_takes_candidacies(structure uuid); Type: ACL; Schema: public; Owner: maillon_owner
--

REVOKE ALL ON FUNCTION public.structure_takes_candidacies(structure uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.structure_takes_candidacies(structure uuid) TO maillon_prescriber;
GRANT ALL ON FUNCTION public.structure_takes_candidacies(structure uuid) TO maillon_operator;
GRANT ALL ON FUNCTION public.structure_takes_candidacies(structure uuid) TO maillon_relay;

--
-- Name: TABLE transition; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT INSERT ON TABLE public.transition TO maillon_staff;
GRANT INSERT ON TABLE public.transition TO maillon_prescriber;
GRANT INSERT ON TABLE public.transition TO maillon_operator;
GRANT INSERT ON TABLE public.transition TO maillon_relay;
GRANT INSERT ON TABLE public.transition TO maillon_job;
GRANT INSERT ON TABLE public.transition TO maillon_auth;
GRANT INSERT ON TABLE public.transition TO maillon_signatory;

--
-- Name: COLUMN transition.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.transition TO maillon_staff;
GRANT SELECT(id) ON TABLE public.transition TO maillon_relay;

--
-- Name: COLUMN transition.structure_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(structure_id) ON TABLE public.transition TO maillon_staff;
GRANT SELECT(structure_id) ON TABLE public.transition TO maillon_relay;

--
-- Name: COLUMN transition.resource; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(resource) ON TABLE public.transition TO maillon_staff;

--
-- Name: COLUMN transition.row_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(row_id) ON TABLE public.transition TO maillon_staff;

--
-- Name: COLUMN transition.verb; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(verb) ON TABLE public.transition TO maillon_staff;

--
-- Name: COLUMN transition.from_state; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(from_state) ON TABLE public.transition TO maillon_staff;

--
-- Name: COLUMN transition.to_state; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(to_state) ON TABLE public.transition TO maillon_staff;

--
-- Name: COLUMN transition.actor_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(actor_id) ON TABLE public.transition TO maillon_staff;

--
-- Name: COLUMN transition.actor_kind; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(actor_kind) ON TABLE public.transition TO maillon_staff;

--
-- Name: COLUMN transition.at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(at) ON TABLE public.transition TO maillon_staff;

--
-- Name: COLUMN transition.occurred_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(occurred_on) ON TABLE public.transition TO maillon_staff;

--
-- Name: COLUMN transition.comment; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(comment) ON TABLE public.transition TO maillon_relay;

--
-- Name: FUNCTION transition_comment(transition bigint); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.transition_comment(transition bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.transition_comment(transition bigint) TO maillon_staff;

--
-- Name: FUNCTION vacancy_is_open(state text, opens_on date, closes_on date); Type: ACL; Schema: public; Owner: maillon_owner
--

REVOKE ALL ON FUNCTION public.vacancy_is_open(state text, opens_on date, closes_on date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.vacancy_is_open(state text, opens_on date, closes_on date) TO maillon_staff;
GRANT ALL ON FUNCTION public.vacancy_is_open(state text, opens_on date, closes_on date) TO maillon_prescriber;
GRANT ALL ON FUNCTION public.vacancy_is_open(state text, opens_on date, closes_on date) TO maillon_operator;
GRANT ALL ON FUNCTION public.vacancy_is_open(state text, opens_on date, closes_on date) TO maillon_relay;

--
-- Name: FUNCTION vacancy_offered(vacancy uuid, structure uuid); Type: ACL; Schema: public; Owner: maillon_relay
--

REVOKE ALL ON FUNCTION public.vacancy_offered(vacancy uuid, structure uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.vacancy_offered(vacancy uuid, structure uuid) TO maillon_staff;
GRANT ALL ON FUNCTION public.vacancy_offered(vacancy uuid, structure uuid) TO maillon_prescriber;

--
-- Name: FUNCTION worksites_at(town text); Type: ACL; Schema: public; Owner: maillon_owner
--

REVOKE ALL ON FUNCTION public.worksites_at(town text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.worksites_at(town text) TO maillon_staff;
GRANT ALL ON FUNCTION public.worksites_at(town text) TO maillon_prescriber;
GRANT ALL ON FUNCTION public.worksites_at(town text) TO maillon_partner;
GRANT ALL ON FUNCTION public.worksites_at(town text) TO maillon_operator;

--
-- Name: FUNCTION worksites_in(departments text[]); Type: ACL; Schema: public; Owner: maillon_owner
--

REVOKE ALL ON FUNCTION public.worksites_in(departments text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.worksites_in(departments text[]) TO maillon_staff;
GRANT ALL ON FUNCTION public.worksites_in(departments text[]) TO maillon_prescriber;
GRANT ALL ON FUNCTION public.worksites_in(departments text[]) TO maillon_partner;
GRANT ALL ON FUNCTION public.worksites_in(departments text[]) TO maillon_operator;

--
-- Name: TABLE access_entry; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT ON TABLE public.access_entry TO maillon_staff;

--
-- Name: TABLE background; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.background TO maillon_staff;

--
-- Name: TABLE change; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT INSERT ON TABLE public.change TO maillon_staff;
GRANT INSERT ON TABLE public.change TO maillon_prescriber;
GRANT INSERT ON TABLE public.change TO maillon_operator;
GRANT INSERT ON TABLE public.change TO maillon_relay;
GRANT INSERT ON TABLE public.change TO maillon_job;
GRANT INSERT ON TABLE public.change TO maillon_auth;
GRANT INSERT ON TABLE public.change TO maillon_signatory;

--
-- Name: TABLE entry_situation; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.entry_situation TO maillon_staff;

--
-- Name: TABLE host; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.host TO maillon_staff;

--
-- Name: TABLE idempotency_key; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT ON TABLE public.idempotency_key TO maillon_staff;
GRANT SELECT,INSERT ON TABLE public.idempotency_key TO maillon_prescriber;
GRANT SELECT,INSERT ON TABLE public.idempotency_key TO maillon_operator;
GRANT DELETE ON TABLE public.idempotency_key TO maillon_job;
GRANT SELECT,INSERT ON TABLE public.idempotency_key TO maillon_signatory;

--
-- Name: COLUMN idempotency_key.actor_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(actor_id) ON TABLE public.idempotency_key TO maillon_job;

--
-- Name: COLUMN idempotency_key.key; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(key) ON TABLE public.idempotency_key TO maillon_job;

--
-- Name: COLUMN idempotency_key.created_at; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(created_at) ON TABLE public.idempotency_key TO maillon_job;

--
-- Name: TABLE immersion_signature; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.immersion_signature TO maillon_staff;
GRANT SELECT ON TABLE public.immersion_signature TO maillon_prescriber;
GRANT SELECT,INSERT ON TABLE public.immersion_signature TO maillon_signatory;

--
-- Name: TABLE invitation; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.invitation TO maillon_staff;
GRANT SELECT,INSERT,UPDATE ON TABLE public.invitation TO maillon_operator;
GRANT SELECT,UPDATE ON TABLE public.invitation TO maillon_auth;

--
-- Name: TABLE parameter; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT ON TABLE public.parameter TO maillon_staff;
GRANT SELECT ON TABLE public.parameter TO maillon_prescriber;
GRANT SELECT ON TABLE public.parameter TO maillon_partner;
GRANT SELECT ON TABLE public.parameter TO maillon_operator;
GRANT SELECT ON TABLE public.parameter TO maillon_job;
GRANT SELECT ON TABLE public.parameter TO maillon_signatory;

--
-- Name: TABLE path; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.path TO maillon_staff;

--
-- Name: COLUMN path.id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(id) ON TABLE public.path TO maillon_relay;

--
-- Name: COLUMN path.structure_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(structure_id) ON TABLE public.path TO maillon_relay;

--
-- Name: COLUMN path.candidacy_id; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(candidacy_id) ON TABLE public.path TO maillon_relay;

--
-- Name: COLUMN path.started_on; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT(started_on) ON TABLE public.path TO maillon_relay;

--
-- Name: TABLE recruitment_assessment; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.recruitment_assessment TO maillon_staff;

--
-- Name: TABLE schema_migration; Type: ACL; Schema: public; Owner: maillon_owner
--

GRANT SELECT ON TABLE public.schema_migration TO maillon_login;

--
-- PostgreSQL database dump complete
--
