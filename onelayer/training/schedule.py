"""When a training run reports."""

from onelayer.training.recipe import Recipe
from onelayer.training.shards import plan_shards


def schedule_reports(recipe: Recipe, examples: int, reports_per_epoch: int = 1) -> list[list[int]]:
    """Decide after which batches a run reports.

    A report comes after every shard, `reports_per_epoch` times an epoch, and in the first shard also after 1, 2, 4,
    8, … batches, because the start of learning is the most interesting.

    Args:
        recipe: the recipe of the run.
        examples: the number of training examples.
        reports_per_epoch: the least number of reports in an epoch.

    Returns:
        For each shard the numbers of its batches, from 1, after which to report, in order.
    """
    schedules: list[list[int]] = []
    gap = max(1, -(-examples // recipe.batch_size) // reports_per_epoch)
    for _ in range(recipe.all_epochs):
        for plan in plan_shards(recipe, examples):
            reports = {plan.batches, *range(gap - plan.first_batch % gap, plan.batches, gap)}
            if not schedules:
                powers = (2**power for power in range(plan.batches.bit_length()))
                reports |= {power for power in powers if power < min(gap, plan.batches)}
            schedules.append(sorted(reports))
    return schedules
