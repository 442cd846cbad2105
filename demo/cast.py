"""Who plays in the demonstration: invented structures, bodies and people. Nobody here exists."""

STRUCTURES = [
    {"letter": "a",
     "structure": {"name": "Les Rives Vertes", "founded_year": 2011, "naf": "81.30Z", "address": "28 rue des Joncs",
                   "postcode": "94110", "town": "Arcueil", "department": "94", "email": "accueil@rives-vertes.example",
                   "phone": "01 49 08 55 10"},
     "worksites": [{"name": "Berges et prairies", "activity": "Entretien d'espaces naturels", "capacity": 8,
                    "address": "Chemin du Halage", "postcode": "94500", "town": "Champigny-sur-Marne", "opens_on": "2013-08-01"},
                   {"name": "Parcs du sud", "activity": "Aménagement d'espaces verts", "capacity": 8,
                    "address": "Allée des Charmes", "postcode": "94260", "town": "Fresnes", "opens_on": "2014-12-08"}],
     "staff": [("director", "Hélène", "Vasseur-Prigent"), ("counsellor", "Nadia", "Benkhelifa"),
               ("supervisor", "Loïc", "Le Bihan"), ("supervisor", "Moussa", "Coulibaly"), ("office", "Brigitte", "Delorme")]},
    {"letter": "b",
     "structure": {"name": "La Ressourcerie du Causse", "founded_year": 2017, "naf": "38.32Z", "address": "6 avenue du Viaduc",
                   "postcode": "19100", "town": "Brive-la-Gaillarde", "department": "19",
                   "email": "bonjour@ressourcerie-causse.example", "phone": "05 55 17 80 22"},
     "worksites": [{"name": "Réemploi et boutique", "activity": "Collecte, tri, réparation et vente", "capacity": 11,
                    "address": "6 avenue du Viaduc", "postcode": "19100", "town": "Brive-la-Gaillarde",
                    "opens_on": "2018-07-02"}],
     "staff": [("director", "Étienne", "Roumégoux"), ("counsellor", "Claire", "d'Hérouville"),
               ("supervisor", "Inès", "Faure"), ("office", "Jean-Marc", "Pouget")]},
    {"letter": "c",
     "structure": {"name": "Les Ateliers du Genêt", "founded_year": 1992, "naf": "88.99B", "address": "1 place du Foirail",
                   "postcode": "23200", "town": "Aubusson", "department": "23", "email": "contact@ateliers-genet.example",
                   "phone": "05 55 66 31 07"},
     "worksites": [{"name": "Menuiserie du Genêt", "activity": "Menuiserie et second œuvre", "capacity": 12,
                    "address": "1 place du Foirail", "postcode": "23200", "town": "Aubusson", "opens_on": "1992-09-01"}],
     "staff": [("director", "Anne-Sophie", "Chabrier"), ("counsellor", "Youssef", "El Amrani"), ("office", "Odile", "Marty")]},
]

# house, worksite, and what is offered there
VACANCIES = [
    (0, 0, {"title": "Agent d'entretien des espaces verts", "rome": "A1203", "openings": 3, "weekly_minutes": 26 * 60,
            "description": "Berges et prairies : fauche, taille, plantations. Aucune expérience demandée."}),
    (0, 1, {"title": "Ouvrier paysagiste, ouvrière paysagiste", "rome": "A1203", "openings": 2, "weekly_minutes": 30 * 60,
            "description": "Aménagement des parcs ; le permis est utile, pas nécessaire."}),
    (1, 0, {"title": "Agent de tri et de réemploi", "rome": "K2304", "openings": 4, "weekly_minutes": 26 * 60,
            "description": "Collecte, tri, réparation, accueil en boutique."}),
    (2, 0, {"title": "Aide-menuisier, aide-menuisière", "rome": "H2206", "openings": 1, "weekly_minutes": 28 * 60}),
]

# letter of the key file, name, kind, town, and a person there who follows candidates
PRESCRIBERS = [
    {"body": {"name": "Mission locale des Bords de Marne", "kind": "ML", "postcode": "94500", "town": "Champigny-sur-Marne"},
     "referent": "Camille Roussel"},
    {"body": {"name": "France Travail Arcueil-Laplace", "kind": "FT", "safir": "94L07", "postcode": "94110", "town": "Arcueil"},
     "referent": "Thierry Gosselin"},
    {"body": {"name": "CCAS de Fresnes-les-Bois", "kind": "CCAS", "postcode": "94260", "town": "Fresnes"},
     "referent": "Martine Lopes"},
    {"body": {"name": "Service social du département, secteur sud", "kind": "DEPT", "postcode": "94800", "town": "Villejuif"},
     "referent": "Sabrina Nguyen"},
    {"body": {"name": "Cap emploi du Causse", "kind": "CAP_EMPLOI", "postcode": "19100", "town": "Brive-la-Gaillarde"},
     "referent": "Philippe Astruc"},
    {"body": {"name": "PLIE du Val d'Orge", "kind": "PLIE", "postcode": "94200", "town": "Ivry-sur-Seine"},
     "referent": "Julie Maréchal"},
    {"body": {"name": "Résidence des Tilleuls", "kind": "CHRS", "postcode": "23200", "town": "Aubusson"},
     "referent": "Paul Auclair"},
    {"body": {"name": "Antenne de probation du Val", "kind": "SPIP", "postcode": "94000", "town": "Créteil"},
     "referent": "Delphine Perrin"},
]

PARTNERS = [("Direction départementale du Val d'Orge", "state"), ("Région des Trois Vallées", "region")]

HOSTS = [
    {"name": "Pépinières Lenoir", "legal_form": "SARL", "main_activity": "Culture de plantes", "naf": "01.30Z",
     "collective_agreement": "IDCC 7024", "address": "3 chemin des Serres", "postcode": "94150", "town": "Rungis",
     "person_in_charge": "Sylvie Lenoir", "person_in_charge_function": "Gérante", "phone": "01 46 86 01 02"},
    {"name": "Paysages Ouvrard", "legal_form": "SAS", "main_activity": "Services d'aménagement paysager", "naf": "81.30Z",
     "collective_agreement": "IDCC 7018", "address": "14 rue des Ormes", "postcode": "94320", "town": "Thiais",
     "person_in_charge": "Benoît Ouvrard", "person_in_charge_function": "Président", "phone": "01 48 84 33 21"},
    {"name": "Emballages Corréziens", "legal_form": "SA", "main_activity": "Fabrication d'emballages", "naf": "17.21A",
     "collective_agreement": "IDCC 3238", "address": "Zone du Mazaud", "postcode": "19100", "town": "Brive-la-Gaillarde",
     "person_in_charge": "Lucas Bordes", "person_in_charge_function": "Directeur d'usine", "phone": "05 55 18 40 40"},
    {"name": "Menuiserie Delattre", "legal_form": "EURL", "main_activity": "Menuiserie bois", "naf": "43.32A",
     "collective_agreement": "IDCC 1597", "address": "2 route de Felletin", "postcode": "23200", "town": "Aubusson",
     "person_in_charge": "Marc Delattre", "person_in_charge_function": "Gérant", "phone": "05 55 83 12 12"},
]

# first name, last name, birth, sex
PEOPLE = [
    ("Aïssatou", "N'Diaye", "1996-03-14", "female"), ("Jean-Baptiste", "de La Fontenelle", "1979-11-02", "male"),
    ("Zoé", "Lefèvre-Ngô", "2001-01-31", "female"), ("Karim", "Aït-Ahmed", "1988-07-23", "male"),
    ("Maëlle", "Le Guennec", "1999-05-09", "female"), ("Rémi", "Château", "1972-12-18", "male"),
    ("Oluwaseun", "Adébáyò", "1993-08-30", "male"), ("Fatoumata", "Diallo", "1985-02-11", "female"),
    ("Mickaël", "Da Silva e Souza", "1990-10-05", "male"), ("Noémie", "Vandenbroucke", "2003-06-27", "female"),
    ("Abdelkader", "Ben Moussa", "1968-04-01", "male"), ("Thi Hương", "Trần", "1982-09-15", "female"),
    ("François-Xavier", "d'Arcy", "1964-01-20", "male"), ("Léa", "Müller", "2004-02-29", "female"),
    ("Ömer", "Yıldız", "1987-11-11", "male"), ("Élodie", "Brémond", "1995-07-07", "female"),
    ("Cédric", "Nuñez", "1977-03-03", "male"), ("Myriam", "O'Brien", "1991-12-24", "female"),
    ("Ibrahima", "Sow", "1998-08-08", "male"), ("Solène", "Quéméneur", "1984-05-30", "female"),
    ("Gaëtan", "Saint-Amand", "1970-06-16", "male"), ("Rachida", "El Fassi", "1989-01-09", "female"),
    ("Stéphane", "Łukaszewski", "1981-10-28", "male"), ("Chloé", "Garrigou", "2002-04-18", "female"),
    ("Mamadou", "Keïta", "1994-09-21", "male"), ("Véronique", "Tissier", "1966-02-02", "female"),
    ("Yann", "Kerjean", "1992-03-29", "male"), ("Dragana", "Petrović", "1986-08-13", "female"),
    ("Hervé", "L'Hôte", "1963-11-30", "male"), ("Salimata", "Touré", "1997-05-25", "female"),
    ("Anaïs", "Mendès", "2000-07-19", "female"), ("Guillaume", "Fauré", "1983-12-06", "male"),
    ("Nour", "Haddad", "1999-10-10", "female"), ("Pierre-Yves", "Guyot", "1975-01-17", "male"),
    ("Samira", "Zerrouki", "1980-06-03", "female"), ("Kévin", "Œuvrard", "1996-11-22", "male"),
    ("Lætitia", "Bazin", "1978-04-27", "female"), ("Tiago", "Conceição", "1990-02-14", "male"),
    ("Marguerite", "du Plessis", "1965-09-05", "female"), ("Bilal", "Chérif", "2003-03-08", "male"),
    ("Océane", "Rivière", "2001-12-12", "female"), ("Ángel", "Peña", "1973-08-01", "male"),
]

# The nine exits of 2014: person, first day, last day, reason, first and last day of the job.
NINE = [
    (("Sylvain", "Morvan", "1980-02-10", "male"), "2013-08-01", "2014-03-31", "permanent_unaided", "2014-04-07", None),
    (("Hawa", "Camara", "1975-06-21", "female"), "2013-09-02", "2014-06-30", "permanent_unaided", "2014-07-01", None),
    (("Joël", "Lacaze", "1969-10-12", "male"), "2013-10-01", "2014-05-31", "fixed_term_6m_plus", "2014-06-02", "2015-02-01"),
    (("Patricia", "Hoarau", "1971-01-25", "female"), "2013-08-01", "2014-07-31", "fixed_term_6m_plus", "2014-08-04",
     "2015-04-03"),
    (("Medhi", "Brahimi", "1992-04-04", "male"), "2013-11-04", "2014-08-31", "training", None, None),
    (("Kelly", "Dos Santos", "1993-09-17", "female"), "2013-12-02", "2014-08-31", "apprenticeship", "2014-09-01", "2016-08-31"),
    (("Jordan", "Wattiez", "1994-12-30", "male"), "2014-01-06", "2014-09-05", "apprenticeship", "2014-09-08", "2016-09-07"),
    (("Colette", "Ferrand", "1961-03-13", "female"), "2014-02-03", "2014-10-31", "aided_fixed_term", "2014-11-03", "2015-05-02"),
    (("Dominique", "Aubry", "1966-07-08", "male"), "2014-03-03", "2014-11-28", "aided_fixed_term", "2014-12-01", "2015-05-31"),
]

# Candidacies of this month: the move made, and what it says. The interview's day is set when it is loaded.
WAITING = [
    (None, None), (None, None), ("review", {}), ("plan_interview", None),
    ("waitlist", {"comment": "Place attendue au printemps."}),
    ("refuse", {"refusal_reason": "no_position", "answer_to_candidate": "Nous n'avons pas de poste ouvert en ce moment.",
                "answer_to_prescriber": "Équipe complète ; à représenter dans trois mois."}),
    ("withdraw", {"reason": "La personne a trouvé un emploi."}),
    (None, None), ("review", {}), ("plan_interview", None),
]

# What their senders say of people's situations.
SITUATIONS = [["job_seeker", "rsa"], ["job_seeker", "unemployed_24_months", "no_transport"], ["no_diploma", "no_experience"], []]

# What people at work did before, like and wish.
BACKGROUNDS = [
    {"former_jobs": [{"title": "Agente d'entretien", "rome": "K2204", "from_year": 2005, "to_year": 2009}],
     "trainings": [{"title": "CAP Employé de vente", "to_year": 2004, "completed": False}],
     "interests": ["Cuisine", "Marche"], "wishes": [{"title": "Jardinière d'espaces verts", "rome": "A1203"}]},
    {"former_jobs": [{"title": "Manœuvre", "employer": "Bâti-Nord", "from_year": 2007, "to_year": 2011},
                     {"title": "Préparateur de commandes", "rome": "N1103", "to_year": 2012}],
     "trainings": [{"title": "CACES 1", "to_year": 2010, "completed": True, "diploma": "CACES"}],
     "interests": ["Mécanique"], "wishes": [{"title": "Conducteur de nacelle"}, {"title": "Menuisier", "rome": "H2206"}]},
    {"interests": ["Potager", "Football"], "wishes": [{"title": "Ne sait pas encore", "comment": "Veut découvrir."}]},
]
