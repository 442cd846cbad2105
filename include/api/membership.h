/* What a credential may act as, as the database answers it: sql/queries/auth_memberships.sql. */
#ifndef MAILLON_API_MEMBERSHIP_H
#define MAILLON_API_MEMBERSHIP_H

/* Its columns, in their order. */
enum {
    MEMBERSHIP_ID,
    CREDENTIAL_ID,
    KIND,
    STAFF_ROLE,
    ACTOR_ID,
    STRUCTURE_ID,
    PRESCRIBER_ID,
    PARTNER_ID,
    IMMERSION_ID,
    MAY_WRITE,
    NAME
};

#endif
