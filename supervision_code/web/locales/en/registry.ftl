# The words of the registers, in every portal.

risk-tier-a = tier A firm
risk-tier-b = tier B firm
risk-tier-c = tier C firm
risk-tier-d = tier D firm

enterprise-kind-enterprise = Company
enterprise-kind-sole-trader = Sole trader
enterprise-kind-cooperative = Farmers' co-operative

enterprise-status-active = In business
enterprise-status-closed = Closed

agency-level-city = city
agency-level-district = district
agency-level-street = street

certificate-status-valid = valid
certificate-status-suspended = suspended
certificate-status-revoked = revoked

district-level-city = city
district-level-district = district
district-level-street = street

item-method-on-site = On site
item-method-off-site = Off site

# Sections of GB/T 4754, by letter.
industry-a = Farming, forestry and fishing
industry-b = Mining
industry-c = Manufacturing
industry-d = Power, heat, gas and water supply
industry-e = Construction
industry-f = Wholesale and retail
industry-g = Transport, storage and post
industry-h = Hotels and catering
industry-i = Information technology
industry-j = Finance
industry-k = Real estate
industry-l = Leasing and business services
industry-m = Research and technical services
industry-n = Water, environment and public facilities
industry-o = Household services and repair
industry-p = Education
industry-q = Health and social work
industry-r = Culture, sport and entertainment
industry-s = Public administration and organisations
industry-t = International organisations
industry-unknown = Industry not registered
