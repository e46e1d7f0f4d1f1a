# What is said of complaints in every portal.

complaint-ground-no-scan = No scan
complaint-ground-arbitrary = Arbitrary inspection
complaint-ground-duplicate = Repeated inspection
complaint-ground-too-frequent = Too many inspections
complaint-ground-no-certificate = No certificate shown, or too few officers
complaint-ground-item-unpublished = Unpublished item inspected
complaint-ground-gifts = Gifts or money
complaint-ground-banquets = Banquets, entertainment or travel
complaint-ground-cost-shifting = Costs shifted to the firm
complaint-ground-forced-intermediary = Intermediary forced on the firm
complaint-ground-insisted-on-owner = Legal representative made to come
complaint-ground-arbitrary-sealing = Arbitrary sealing, seizing or stopping
complaint-ground-targets = Inspecting or fining to meet targets
complaint-ground-disguised = Inspection disguised as a visit
complaint-ground-other = Something else

complaint-channel-portal = Enterprise portal
complaint-channel-hotline-12345 = Hotline 12345
complaint-channel-letter = Letter

complaint-status-filed = Waiting to be taken up
complaint-status-accepted = Being investigated
complaint-status-declined = Not taken up
complaint-status-transferred = Passed on
complaint-status-concluded = Concluded
complaint-status-replied = Answered

conclusion-substantiated = Substantiated
conclusion-partly-substantiated = Partly substantiated
conclusion-unsubstantiated = Not substantiated

complaint-step-kind-filed = Filed
complaint-step-kind-accepted = Taken up
complaint-step-kind-declined = Not taken up
complaint-step-kind-transferred = Passed on
complaint-step-kind-extended = More time
complaint-step-kind-concluded = Concluded
complaint-step-kind-letter-asked = Firm asked about a letter
complaint-step-kind-letter-agreed = Firm agreed to the letter
complaint-step-kind-letter-refused = Firm refused the letter
complaint-step-kind-letter-stopped = Letter taken back
complaint-step-kind-letter-sent = Letter to the agency
complaint-step-kind-replied = Answered
