"""The filled example of a file of skills: rows of the Home Office’s candidate pack, Annex J."""

DEFINITION = (
    "Seeing the big picture is about having an in-depth understanding and knowledge of how your "
    "role fits with and supports organisational objectives and the wider public needs and the "
    "national interest. For all staff, it is about focusing your contribution on the activities "
    "which will meet Civil Service goals and deliver the greatest value. For leaders, it is about"
    " scanning the political context and taking account of wider impacts to develop long term "
    "implementation strategies that maximise opportunities to add value to the citizen and "
    "support economic, sustainable growth."
)

LEVEL_3 = (
    (
        "Be alert to emerging issues and trends which might impact or benefit own and team's work",
        "Ignore changes in the external environment that have implications for Departmental "
        "policy and considerations",
    ),
    (
        "Develop an understanding of own area's strategy and how this contributes to Departmental"
        " priorities",
        "Shows limited interest in or understanding of Departmental priorities and what they mean"
        " for activities in their area",
    ),
    (
        "Ensure own area/team activities are aligned to Departmental priorities",
        "Be overly focused on team and individual activities without due regard for how they meet"
        " the demands of the Department as a whole",
    ),
    (
        "Actively seek out and share experience to develop understanding and knowledge of own "
        "work and of team's business area",
        "Take actions which conflict with or mis-align to other activities",
    ),
    (
        "Seek to understand how the services, activities and strategies in the area work together"
        " to create value for the customer/end user",
        "Commit to actions without consideration of the impact on the diverse needs of "
        'customers/end users – apply a "one size fits all" approach',
    ),
)

LEVEL_4 = (
    (
        "Anticipate economic, social, political, environmental and technological developments to "
        "keep activity relevant and targeted",
        "Demonstrate lack of knowledge and insight into wider issues, developments and impacts "
        "related to own business area",
    ),
    (
        "Identify implications of Departmental and political priorities and strategy on own area "
        "to ensure plans and activities reflect these",
        "Operate within own area without sufficient regard to how it creates value and supports "
        "the delivery of Departmental goals",
    ),
    (
        "Create policies, plans and service provision to meet citizens' diverse needs based on an"
        " up-to-date knowledge of needs, issues and relevant good practice",
        "Continue to apply outdated practices which are unable to meet the diverse needs of "
        "citizens",
    ),
    (
        "Ensures relevant issues relating to their activity/policy area are effectively fed into "
        "strategy and big picture considerations",
        "Miss opportunities to ensure important issues are considered by senior staff, raises "
        "small details as big picture issues",
    ),
    (
        "Adopt a Government-wide perspective to ensure alignment of activity and policy",
        "Only consider the context of own business area and not those of others or of the "
        "organisation as a whole",
    ),
    (
        "Bring together views and perspectives of stakeholders to gain a wider picture of the "
        "landscape surrounding activities and policies",
        "Lack clarity of or interest in gaining wider stakeholder perspectives",
    ),
)

SKILL = {
    "skill_framework": "Civil Service Competency Framework",
    "skill": "Seeing the Big Picture",
}
ROWS = tuple(
    {**SKILL, "level": level, "effective": effective, "ineffective": ineffective}
    for level, behaviours in (("Level 3", LEVEL_3), ("Level 4", LEVEL_4))
    for effective, ineffective in behaviours
)
# What is said of the skill stands on its first row.
EXAMPLE = ({**ROWS[0], "skill_description": DEFINITION}, *ROWS[1:])
