"""What a redacteur, an eindredacteur and a beheerder may do in their village."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowTask,
)

from .models import Village, VillageRole
from .scope import every_village

Role = VillageRole.Role

PAGE_PERMISSIONS = {
    Role.EDITOR: ("add_page", "change_page"),
    Role.FINAL_EDITOR: ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
    Role.ADMIN: ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
}
# Wagtail asks for the permissions of its own models, also where a project has swapped them.
COLLECTION_PERMISSIONS = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
    "wagtailmedia.add_media",
    "wagtailmedia.change_media",
)
MODEL_PERMISSIONS = {
    Role.EDITOR: ("wagtailadmin.access_admin", "wagtail_localize.submit_translation"),
    Role.FINAL_EDITOR: ("wagtailadmin.access_admin", "wagtail_localize.submit_translation"),
    Role.ADMIN: (
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        "villages.add_user",
        "villages.change_user",
        "villages.delete_user",
        "villages.change_villagelook",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
    ),
}
_more: dict[str, list[str]] = {role: [] for role in Role}


def register_permissions(*names: str, roles: tuple[str, ...]) -> None:
    """Let an app give its own permissions (`app_label.codename`) to roles; it does so once, in `ready()`.

    Villages that exist get them after the next `migrate`.
    """
    for role in roles:
        _more[role] += [name for name in names if name not in _more[role]]


def grant_all_villages(**kwargs: Any) -> None:
    """Give every village's groups what their roles may do by now; runs after `migrate`."""
    with every_village():
        for role in VillageRole.objects.select_related("group"):
            role.group.permissions.set(_model_permissions(role.role))


def _model_permissions(role: str) -> list[Permission]:
    return [_permission(*name.split(".")) for name in (*MODEL_PERMISSIONS[Role(role)], *_more[role])]


def grant_roles(village: Village) -> None:
    """Make the village's three groups, named after it, with what each role may do in all its languages; repeatable."""
    for role in Role:
        found = VillageRole.objects.filter(village=village, role=role).first()
        group = found.group if found else Group()
        group.name = _group_name(village, role, group)
        group.save()
        if not found:
            VillageRole.objects.create(village=village, role=role, group=group)
        group.permissions.set(_model_permissions(role))
        _grant_pages(village, role, group)
        _grant_collection(village, group)


def grant_workflow(village: Village) -> None:
    """Have what an editor submits approved by the village's final editors, under a name in its first language; repeatable."""
    group = village.roles.get(role=Role.FINAL_EDITOR).group
    with translation.override(village.languages[0]):
        name = _("Final editors of %(village)s") % {"village": village.name}
    task = GroupApprovalTask.objects.filter(groups=group).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.add(group)
        WorkflowTask.objects.create(workflow=Workflow.objects.create(name=name), task=task, sort_order=0)
    workflow = Workflow.objects.get(workflow_tasks__task=task)
    for named in (task, workflow):
        named.name = name
        named.save()
    for home in _homes(village):
        workflow.workflow_pages.get_or_create(page=home)


def _group_name(village: Village, role: VillageRole.Role, group: Group) -> str:
    """Name a group after its village; with the short name too where another village is called the same."""
    name = f"{village.name[:100]}: {role.value}"
    taken = Group.objects.filter(name=name).exclude(pk=group.pk).exists()
    return f"{village.name[:80]} ({village.slug}): {role.value}" if taken else name


def _homes(village: Village) -> list[Page]:
    return list(village.site.root_page.get_translations(inclusive=True))


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _grant_pages(village: Village, role: VillageRole.Role, group: Group) -> None:
    for home in _homes(village):
        for codename in PAGE_PERMISSIONS[role]:
            permission = _permission("wagtailcore", codename)
            GroupPagePermission.objects.get_or_create(group=group, page_id=home.pk, permission=permission)


def _grant_collection(village: Village, group: Group) -> None:
    for name in COLLECTION_PERMISSIONS:
        permission = _permission(*name.split("."))
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=village.collection, permission=permission
        )
